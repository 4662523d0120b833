#include "base/time.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/id.h"

namespace assetbuddy::base {
namespace {

using namespace std::chrono;

Time at(std::string_view text)
{
    const auto time = from_rfc3339(text);
    if (!time) ADD_FAILURE() << "not a time: " << text;
    return time.value_or(Time{});
}

year_month_day on(int year_number, unsigned month_number, unsigned day_number)
{
    return {year{year_number}, month{month_number}, day{day_number}};
}

TEST(TimeTest, reads_rfc_3339)
{
    EXPECT_EQ(to_microseconds(at("1970-01-01T00:00:00Z")), 0);
    EXPECT_EQ(at("2026-11-23T08:05:09.120Z"), at("2026-11-23T09:05:09.12+01:00"));
    EXPECT_EQ(at("2026-11-23t08:05:09z"), at("2026-11-23T03:05:09-05:00"));
    EXPECT_EQ(to_microseconds(at("1970-01-01T00:00:00.123456789Z")), 123456);
    EXPECT_EQ(at("2024-02-29T23:59:59Z") + 1s, at("2024-03-01T00:00:00Z"));
}

TEST(TimeTest, refuses_what_is_no_time)
{
    for (const auto* text :
         {"", "2026-11-23", "2026-11-23T08:05:09", "2026-11-23 08:05:09Z", "2026-13-01T00:00:00Z",
          "2025-02-29T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T08:60:00Z", "2026-11-23T08:05:61Z",
          "2026-11-23T08:05:09.Z", "2026-11-23T08:05:09+1:00", "2026-11-23T08:05:09+25:00", "2026-11-23T08:05:09Zx",
          "+026-11-23T08:05:09Z", "2026-11-23T-8:05:09Z", "2026-11-23T08:05:09.1 Z", "99999-01-01T00:00:00Z",
          "9999-12-31T23:59:59-12:00", "0000-01-01T00:00:00+01:00"})
        EXPECT_FALSE(from_rfc3339(text)) << text;
}

TEST(TimeTest, writes_rfc_3339_in_milliseconds)
{
    EXPECT_EQ(to_rfc3339(at("2026-11-23T08:05:09.120999Z")), "2026-11-23T08:05:09.120Z");
    EXPECT_EQ(to_rfc3339(from_microseconds(-1)), "1969-12-31T23:59:59.999Z");
}

TEST(TimeTest, reads_back_what_it_wrote)
{
    EXPECT_TRUE(rc::check("milliseconds survive", [] {
        const auto time = Time{milliseconds{*rc::gen::inRange<std::int64_t>(-62'000'000'000'000, 250'000'000'000'000)}};
        RC_ASSERT(from_rfc3339(to_rfc3339(time)) == time);
    }));
}

TEST(TimeTest, reads_dates_that_exist)
{
    EXPECT_EQ(parse_date("2024-02-29"), on(2024, 2, 29));
    EXPECT_EQ(to_iso_date(on(2026, 1, 5)), "2026-01-05");
    for (const auto* text : {"2023-02-29", "2026-00-10", "2026-04-31", "2026-4-1", "2026/04/01", "20260401",
                             "2026-04-01 ", "-026-04-01", ""})
        EXPECT_FALSE(parse_date(text)) << text;
}

// The last day of access ends when the next day begins where the organisation is.
TEST(TimeTest, days_end_by_the_clock_of_the_place)
{
    EXPECT_EQ(end_of_day(on(2026, 11, 23), "Europe/London"), at("2026-11-24T00:00:00Z"));
    EXPECT_EQ(end_of_day(on(2026, 7, 1), "Europe/London"), at("2026-07-01T23:00:00Z"));
    EXPECT_EQ(end_of_day(on(2026, 3, 28), "Europe/London"),
              at("2026-03-29T00:00:00Z")); // the night the clocks go forward
    EXPECT_EQ(end_of_day(on(2026, 3, 29), "Europe/London"), at("2026-03-29T23:00:00Z"));  // a day of 23 hours
    EXPECT_EQ(end_of_day(on(2026, 10, 25), "Europe/London"), at("2026-10-26T00:00:00Z")); // a day of 25 hours
    EXPECT_EQ(end_of_day(on(2026, 12, 31), "Pacific/Auckland"), at("2026-12-31T11:00:00Z"));
    // Midnight does not exist in Santiago on 6 September 2026: the day starts at one o'clock.
    EXPECT_EQ(end_of_day(on(2026, 9, 5), "America/Santiago"), at("2026-09-06T04:00:00Z"));
    // Midnight comes twice in Havana on 1 November 2026 (one o'clock goes back to midnight): the first one counts.
    EXPECT_EQ(end_of_day(on(2026, 10, 31), "America/Havana"), at("2026-11-01T04:00:00Z"));
    EXPECT_EQ(end_of_day(on(2026, 11, 23), "Nowhere/Land"), at("2026-11-24T00:00:00Z"));
}

TEST(TimeTest, tells_people_the_time_where_they_are)
{
    EXPECT_EQ(to_words(at("2026-11-24T09:30:00Z"), "Europe/London"),
              "Tuesday 24 November 2026 at 09:30 (Europe/London)");
    EXPECT_EQ(to_words(at("2026-06-30T23:30:00Z"), "Europe/London"), "Wednesday 1 July 2026 at 00:30 (Europe/London)");
    EXPECT_EQ(to_words(at("2026-11-24T09:30:59Z"), "Nowhere/Land"), "Tuesday 24 November 2026 at 09:30 (UTC)");
    EXPECT_EQ(to_words(at("2026-11-24T09:30:59Z"), ""), "Tuesday 24 November 2026 at 09:30 (UTC)");
}

TEST(TimeTest, tells_people_the_day_where_they_are)
{
    EXPECT_EQ(to_day_words(at("2026-06-30T23:30:00Z"), "Europe/London"), "1 July 2026");
    EXPECT_EQ(to_day_words(at("2026-06-30T23:30:00Z"), "Nowhere/Land"), "30 June 2026");
}

TEST(IdTest, makes_version_7_by_the_clock)
{
    // RFC 9562, appendix A.6
    const auto now = at("2022-02-22T19:22:22Z");
    const auto text = make_uuid_v7(now, {0xCC, 0xC3, 0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F});
    EXPECT_EQ(text, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    EXPECT_TRUE(is_uuid(text));
    EXPECT_LT(make_uuid_v7(now, {0xFF, 0xFF, 0xFF}), make_uuid_v7(now + 1ms, {}));
}

TEST(IdTest, reads_only_the_canonical_form)
{
    EXPECT_TRUE(UserId::parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
    for (const auto* text : {"", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "017f22e279b07cc398c4dc0c0c07398f",
                             "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
                             "{17f22e2-79b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4dc0c0c07398f-"})
        EXPECT_FALSE(UserId::parse(text)) << text;
}

} // namespace
} // namespace assetbuddy::base
