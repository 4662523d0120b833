#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace assetbuddy::accounts {

/// R-AUTH-10.
inline constexpr std::chrono::hours reset_life{1};
/// An Owner made on the command line: the link travels by hand.
inline constexpr std::chrono::hours set_up_life{24 * 7};
/// Mails about a forgotten password to one address; leaves room for others among its mails of a day (INV-22).
inline constexpr std::int64_t most_resets_a_day = 3;

/// Between a right password and the second factor.
inline constexpr std::chrono::minutes half_way_life{10};
inline constexpr int recovery_codes = 10;                // fit on a slip of paper
inline constexpr std::size_t longest_second_factor = 64; // typed with blanks and dashes

/// How long a page waits for a passkey.
inline constexpr std::chrono::minutes passkey_challenge_life{5};
inline constexpr std::int64_t most_passkeys = 10; // a list that is looked at
inline constexpr std::size_t most_passkey_name = 60;
inline constexpr std::size_t longest_passkey_answer = 16 * 1024; // of RSA keys and long credential ids too

/// API tokens (security.md section 4): a lost one dies by itself.
inline constexpr std::chrono::days usual_token_life{90};
inline constexpr std::chrono::days longest_token_life{5 * 366};
inline constexpr std::int64_t most_tokens = 20; // of one place; a list that is looked at
inline constexpr std::size_t most_token_name = 100;

} // namespace assetbuddy::accounts
