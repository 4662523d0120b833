#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "platform/sql/database.h"

namespace assetbuddy::server {

/// Something that breaks one of the invariants of security.md 3.2.
struct Broken {
    std::string invariant;    // in words
    std::string organisation; // empty where none is involved
    std::string record;
};

/// Every invariant that the rows can answer for, audit chains apart; at most a hundred rows of each.
std::vector<Broken> broken_invariants(platform::sql::Database& database);

/// What a restored copy must not go on with (R-REL-11): every session ends, and mail that was waiting when the copy was
/// made is given up visibly, since it may have been sent since. Answers how many mails.
std::int64_t end_what_was_live(platform::sql::Database& database, base::Time now);

} // namespace assetbuddy::server
