#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

// Every limit of the outbox and its reason.

namespace assetbuddy::outbox {

/// RFC 5321 4.5.4.1 gives up after four to five days.
inline constexpr std::chrono::days longest_life{5};
/// security.md section 4: a failing host pauses after so many failures in a row …
inline constexpr int failures_before_pause = 5;
/// … for a minute, then twice as long each time, up to a quarter of an hour: a server that is back is noticed soon
/// enough.
inline constexpr std::chrono::minutes shortest_pause{1};
inline constexpr std::chrono::minutes longest_pause{15};
/// Letters past their time and counters past their window are cleared so often.
inline constexpr std::chrono::minutes clearing_interval{1};
/// After a wake-up so long is waited for more to come, so that a flood of invitations makes few rounds of many letters.
inline constexpr std::chrono::milliseconds gathering{20};
/// A fate that cannot be written is tried again so long, since forgetting it doubles a mail.
inline constexpr std::chrono::seconds insisting{30};
/// How long `stop` waits for the letter under way before it hurries the carrier.
inline constexpr std::chrono::seconds patience_at_end{10};
/// A kept mail that was forgotten while it was being written is looked for so long.
inline constexpr std::chrono::minutes forgetting{5};
inline constexpr std::int64_t most_forgotten_at_once = 10'000;
/// What is stored of a server's words.
inline constexpr std::size_t longest_answer = 300;

/// Mails about somebody's work (a defect assigned, a closeout rejected) to one address in a day; further ones wait.
inline constexpr std::int64_t most_work_mails_a_day = 50;

} // namespace assetbuddy::outbox
