#pragma once

#include <vector>

#include "server/invariants.h"

namespace assetbuddy::server::store {

/// Reads whole tables: for an administrator's command, not for requests.
std::vector<Broken> broken_invariants(platform::sql::Transaction& tx);
std::int64_t end_what_was_live(platform::sql::Transaction& tx, base::Time now);

} // namespace assetbuddy::server::store
