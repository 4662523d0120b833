#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace assetbuddy::organisations {

/// Code points, as for every name (R-VAL-8).
inline constexpr std::size_t most_name = 100;

/// What a number among the settings may be.
struct Range {
    std::int64_t least;
    std::int64_t most;
};
/// INV-10.
inline constexpr Range lifetime_days{1, 30};
/// R-SESS-3: 15 minutes to 7 days unused, 1 hour to 30 days in all.
inline constexpr Range idle_minutes{15, std::int64_t{7} * 24 * 60};
inline constexpr Range whole_hours{1, std::int64_t{30} * 24};

/// A sign-up whose mailbox is not proven by then is taken away (R-INV-12); its links and codes live as long.
inline constexpr std::chrono::hours unconfirmed_life{24 * 7};
/// Counted wrong codes of one confirmation mail.
inline constexpr std::int64_t most_attempts = 5;
/// Confirmation mails for one account.
inline constexpr std::chrono::seconds resend_pause{60};
inline constexpr std::int64_t most_confirmations_a_day = 5;
/// Sign-ups taken away in one round of the background worker.
inline constexpr std::int64_t removed_at_most = 100;

} // namespace assetbuddy::organisations
