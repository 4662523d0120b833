#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assetbuddy::base {

/// A moment in UTC, to the microsecond. Stored as BIGINT microseconds since 1970.
using Time = std::chrono::sys_time<std::chrono::microseconds>;
using Duration = std::chrono::microseconds;

constexpr std::int64_t to_microseconds(Time time)
{
    return time.time_since_epoch().count();
}
constexpr Time from_microseconds(std::int64_t value)
{
    return Time{Duration{value}};
}

/// RFC 3339 in UTC with milliseconds and `Z`: 2026-11-23T08:05:09.120Z.
std::string to_rfc3339(Time time);
/// Reads RFC 3339 (any offset, optional fraction); nothing when it is not one, or leaves the years 0 to 9999 in UTC.
std::optional<Time> from_rfc3339(std::string_view text);

/// A calendar date, `YYYY-MM-DD`; nothing when it does not exist.
std::optional<std::chrono::year_month_day> parse_date(std::string_view text);
std::string to_iso_date(std::chrono::year_month_day date);

/// The moment a day ends in a time zone (IANA name); used for "last day of access".
/// Unknown zones count as UTC; organisation settings refuse them before they get here.
Time end_of_day(std::chrono::year_month_day date, std::string_view time_zone);

/// "Tuesday 24 November 2026 at 09:30 (Europe/London)" for people; unknown zones are shown as UTC.
std::string to_words(Time time, std::string_view time_zone);

/// "24 November 2026", the day it is in that time zone: for narrow columns.
std::string to_day_words(Time time, std::string_view time_zone);

} // namespace assetbuddy::base
