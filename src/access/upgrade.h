#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "platform/sql/database.h"

namespace assetbuddy::access {

/// Brings the database to the newest schema, and does what SQL cannot do for it: the entries of the search index. One
/// that was interrupted goes on where it stopped. Returns the names of the steps taken; throws as `sql::migrate` does.
std::vector<std::string> upgrade(platform::sql::Database& database, base::Time now);

} // namespace assetbuddy::access
