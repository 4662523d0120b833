#pragma once

#include "server/condition.h"

namespace assetbuddy::server::store {

/// For transactions of system reach.
Condition find_condition(platform::sql::Transaction& tx, base::Time failed_since);

} // namespace assetbuddy::server::store
