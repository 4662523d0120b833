#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "platform/sql/database.h"

namespace assetbuddy::server::store {

/// A fact of this installation (table instance), written when it is not there yet.
std::string find_or_insert_fact(platform::sql::Transaction& tx, const std::string& name, const std::string& value);

/// R-DATA-2: what has outlived its use, at most `most` rows of each kind in one transaction; answers how many went.
std::int64_t delete_outlived(platform::sql::Transaction& tx, base::Time now, std::int64_t most);

} // namespace assetbuddy::server::store
