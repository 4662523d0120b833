#include "base/time.h"

#include <array>
#include <charconv>
#include <sstream>
#include <stdexcept>

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

namespace assetbuddy::base {
namespace {

using namespace std::chrono_literals;

std::optional<int> read_digits(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size()) return std::nullopt;
    int value = 0;
    const auto* first = text.data() + at;
    const auto [end, error] = std::from_chars(first, first + count, value);
    if (error != std::errc{} || end != first + count || *first == '-') return std::nullopt;
    return value;
}

const date::time_zone* find_zone(std::string_view name)
try {
    return date::locate_zone(std::string{name});
} catch (const std::runtime_error&) {
    return nullptr;
}

date::sys_time<Duration> to_date(Time time)
{
    return date::sys_time<Duration>{time.time_since_epoch()};
}

using LocalTime = date::local_time<Duration>;

LocalTime to_local(Time time, const date::time_zone* zone)
{
    return zone != nullptr ? zone->to_local(to_date(time)) : LocalTime{time.time_since_epoch()};
}

std::string day_words(LocalTime local)
{
    static constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
    const date::year_month_day day{date::floor<date::days>(local)};
    return fmt::format("{} {} {}", static_cast<unsigned>(day.day()), months[static_cast<unsigned>(day.month()) - 1],
                       static_cast<int>(day.year()));
}

struct Offset {
    Duration value;
    bool fits;
};

/// `Z` or `+01:00` at the end of an RFC 3339 text.
Offset read_offset(std::string_view text)
{
    if (text == "Z" || text == "z") return {0us, true};
    const bool shaped = text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':';
    const auto hours = read_digits(text, 1, 2);
    const auto minutes = read_digits(text, 4, 2);
    if (!shaped || !hours || !minutes || *hours > 23 || *minutes > 59) return {0us, false};
    const auto offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
    return {text[0] == '-' ? -offset : offset, true};
}

// UTC years have four digits (RFC 3339 section 1).
constexpr Time first_time = std::chrono::sys_days{std::chrono::year{0} / 1 / 1};
constexpr Time last_year_end = std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1};

} // namespace

std::string to_rfc3339(Time time)
{
    const auto days = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day day{days};
    const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::milliseconds>(time - days)};
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_iso_date(day), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count(), clock.subseconds().count());
}

std::optional<Time> from_rfc3339(std::string_view text)
{
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto day = parse_date(text.substr(0, 10));
    const auto hour = read_digits(text, 11, 2);
    const auto minute = read_digits(text, 14, 2);
    const auto second = read_digits(text, 17, 2);
    if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    auto rest = text.substr(19);
    Duration fraction{0};
    if (rest.starts_with('.')) {
        std::size_t length = 1;
        std::int64_t unit = 100'000;
        for (; length < rest.size() && rest[length] >= '0' && rest[length] <= '9'; ++length, unit /= 10)
            fraction += Duration{(rest[length] - '0') * unit};
        if (length == 1) return std::nullopt;
        rest.remove_prefix(length);
    }
    const auto offset = read_offset(rest);
    if (!offset.fits) return std::nullopt;
    const auto time = Time{std::chrono::sys_days{*day}} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
                      std::chrono::seconds{*second} + fraction - offset.value;
    const bool has_four_digits = first_time <= time && time < last_year_end;
    return has_four_digits ? std::optional{time} : std::nullopt;
}

std::optional<std::chrono::year_month_day> parse_date(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = read_digits(text, 0, 4);
    const auto month = read_digits(text, 5, 2);
    const auto day = read_digits(text, 8, 2);
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

std::string to_iso_date(std::chrono::year_month_day date)
{
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

Time end_of_day(std::chrono::year_month_day date, std::string_view time_zone)
{
    const auto next = std::chrono::sys_days{date} + std::chrono::days{1};
    const auto* zone = find_zone(time_zone);
    if (zone == nullptr) return Time{next};
    const date::local_days local{date::days{next.time_since_epoch().count()}};
    // A day that starts inside a gap of the clock starts when the gap ends.
    const auto start = zone->to_sys(local, date::choose::earliest);
    return Time{std::chrono::duration_cast<Duration>(start.time_since_epoch())};
}

std::string to_words(Time time, std::string_view time_zone)
{
    static constexpr std::array weekdays{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    const auto* zone = find_zone(time_zone);
    const auto local = to_local(time, zone);
    const auto days = date::floor<date::days>(local);
    const auto minutes = date::floor<std::chrono::minutes>(local - days);
    return fmt::format("{} {} at {:02}:{:02} ({})", weekdays[date::weekday{days}.c_encoding()], day_words(local),
                       minutes.count() / 60, minutes.count() % 60, zone != nullptr ? time_zone : "UTC");
}

std::string to_day_words(Time time, std::string_view time_zone)
{
    return day_words(to_local(time, find_zone(time_zone)));
}

} // namespace assetbuddy::base
