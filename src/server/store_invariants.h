#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "server/invariants.h"

namespace assetbuddy::server::store {

/// Each answers rows (organisation, record).
struct Invariant {
    std::string_view words;
    platform::sql::Statement broken;
};
/// Of equipment, defects and files.
std::span<const Invariant> invariants_of_work();
/// Of the index of search.
std::span<const Invariant> invariants_of_search();

/// Reads whole tables: for an administrator's command, not for requests.
std::vector<Broken> broken_invariants(platform::sql::Transaction& tx);
std::int64_t end_what_was_live(platform::sql::Transaction& tx, base::Time now);

} // namespace assetbuddy::server::store
