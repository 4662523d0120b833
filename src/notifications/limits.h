#pragma once

#include <chrono>
#include <cstdint>

namespace assetbuddy::notifications {

inline constexpr std::int64_t usual_page = 25;
inline constexpr std::int64_t longest_page = 200;
/// Characters of a title; names in it may be long.
inline constexpr std::size_t longest_title = 300;
/// Notices mailed to one place in 24 hours; more wait under the bell. An address gets few mails a day (INV-22), and
/// those for a forgotten password must find room among them.
inline constexpr std::int64_t most_mails_a_day = 2;
/// The same for notices about work: they are what people are here for (EXT-6).
inline constexpr std::int64_t most_work_mails_a_day = 40;
/// A mail about it that could not be sent by then helps nobody.
inline constexpr std::chrono::days mail_life{2};
/// Holders of a permission who are told of one thing.
inline constexpr std::int64_t most_holders = 100;

} // namespace assetbuddy::notifications
