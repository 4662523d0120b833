#pragma once

#include <cstdint>

#include "base/time.h"
#include "platform/sql/database.h"

namespace assetbuddy::server {

/// What `assetbuddy doctor` says about the data, beside the settings.
struct Condition {
    std::int64_t organisations = 0;
    /// How many of them ask everybody for a second factor, and how many of all Owners have one.
    std::int64_t asking_for_second_factor = 0;
    std::int64_t owners_with_second_factor = 0;
    /// Mails that were tried in vain and wait, and those given up on since a moment.
    std::int64_t mails_retried = 0;
    std::int64_t mails_failed = 0;
};
Condition find_condition(platform::sql::Database& database, base::Time failed_since);

} // namespace assetbuddy::server
