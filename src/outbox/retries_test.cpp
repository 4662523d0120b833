#include "outbox/retries.h"

#include <set>

#include <gtest/gtest.h>

namespace assetbuddy::outbox {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

TEST(Retries, PausesGrowAsTheStandardWants)
{
    std::vector<base::Duration> pauses;
    for (int failures = 1; failures <= 7; ++failures) pauses.push_back(pause_after(failures));
    EXPECT_EQ(pauses, (std::vector<base::Duration>{minutes{1}, minutes{5}, minutes{15}, minutes{30}, minutes{60},
                                                   minutes{60}, minutes{60}}));
}

TEST(Retries, JitterStaysWithinAFifthAndSpreads)
{
    std::set<base::Duration> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto pause = jittered(minutes{10}, platform::crypto::system_random());
        EXPECT_GE(pause, minutes{8});
        EXPECT_LE(pause, minutes{12});
        seen.insert(pause);
    }
    EXPECT_GT(seen.size(), 900U);
    EXPECT_LT(*seen.begin(), minutes{9});
    EXPECT_GT(*seen.rbegin(), minutes{11});
}

TEST(Retries, AHostRestsAfterFiveFailuresInARow)
{
    Breaker breaker;
    base::Time now{};
    for (int i = 0; i < 4; ++i) breaker.note_failure(now);
    EXPECT_TRUE(breaker.lets_through(now));
    breaker.note_success();
    for (int i = 0; i < 4; ++i) breaker.note_failure(now);
    EXPECT_TRUE(breaker.lets_through(now)) << "not in a row";
    for (const auto pause : {minutes{1}, minutes{2}, minutes{4}, minutes{8}, minutes{15}, minutes{15}}) {
        breaker.note_failure(now);
        EXPECT_FALSE(breaker.lets_through(now + pause - seconds{1}));
        EXPECT_TRUE(breaker.lets_through(now + pause));
        now += pause;
    }
    breaker.note_success();
    breaker.note_failure(now);
    EXPECT_TRUE(breaker.lets_through(now));
}

} // namespace
} // namespace assetbuddy::outbox
