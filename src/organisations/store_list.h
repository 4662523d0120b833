#pragma once

#include <cstdint>
#include <vector>

#include "organisations/list.h"
#include "platform/sql/database.h"

namespace assetbuddy::organisations::store {

/// For transactions of system reach.
std::vector<Listed> list(platform::sql::Transaction& tx, const base::OrganisationId& after, std::int64_t most);

} // namespace assetbuddy::organisations::store
