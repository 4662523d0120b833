#pragma once

#include <chrono>
#include <cstdint>

namespace assetbuddy::accounts {

/// R-AUTH-10.
inline constexpr std::chrono::hours reset_life{1};
/// An Owner made on the command line: the link travels by hand.
inline constexpr std::chrono::hours set_up_life{24 * 7};
/// Mails about a forgotten password to one address; leaves room for others among its mails of a day (INV-22).
inline constexpr std::int64_t most_resets_a_day = 3;

} // namespace assetbuddy::accounts
