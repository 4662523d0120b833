#include "platform/metrics/metrics.h"

#include <thread>

#include <gtest/gtest.h>

namespace assetbuddy::platform::metrics {
namespace {

bool has_line(const std::string& text, const std::string& line)
{
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

TEST(MetricsTest, showsWhatWasCounted)
{
    Metrics metrics;
    auto requests = metrics.counters("http_requests_total", "Requests.", {"route", "status"});
    auto durations = metrics.durations("http_request_seconds", "How long they took.", {"route"});
    double open = 3;
    metrics.gauge("http_connections", "Open now.", [&] { return open; });
    requests.add({"/users/{id}", "200"});
    requests.add({"/users/{id}", "200"}, 2);
    requests.add({"/users", "404"});
    durations.observe({"/users"}, 0.02);

    const auto text = metrics.to_text();
    EXPECT_TRUE(has_line(text, "# TYPE http_requests_total counter"));
    EXPECT_TRUE(has_line(text, R"(http_requests_total{route="/users/{id}",status="200"} 3)"));
    EXPECT_TRUE(has_line(text, R"(http_requests_total{route="/users",status="404"} 1)"));
    EXPECT_TRUE(has_line(text, R"(http_request_seconds_bucket{route="/users",le="0.025"} 1)"));
    EXPECT_TRUE(has_line(text, R"(http_request_seconds_count{route="/users"} 1)"));
    EXPECT_TRUE(has_line(text, "http_connections 3"));
    open = 4;
    EXPECT_TRUE(has_line(metrics.to_text(), "http_connections 4"));
}

TEST(MetricsTest, escapesLabels)
{
    Metrics metrics;
    metrics.counters("c", "h", {"l"}).add({"a\"b\n\\"});
    EXPECT_TRUE(has_line(metrics.to_text(), R"(c{l="a\"b\n\\"} 1)"));
}

TEST(MetricsTest, gathersTheRestWhenThereAreTooMany)
{
    Metrics metrics;
    auto counters = metrics.counters("c", "h", {"l"});
    for (int i = 0; i < 2100; ++i) counters.add({std::to_string(i)});
    counters.add({"0"});
    const auto text = metrics.to_text();
    EXPECT_TRUE(has_line(text, R"(c{l="other"} 100)"));
    EXPECT_TRUE(has_line(text, R"(c{l="0"} 2)"));
    EXPECT_EQ(text.find(R"(l="2050")"), std::string::npos);
}

TEST(MetricsTest, refusesNamesTwiceAndOtherLabels)
{
    Metrics metrics;
    auto counters = metrics.counters("c", "h", {"l"});
    EXPECT_THROW(metrics.gauge("c", "h", [] { return 0.0; }), std::invalid_argument);
    EXPECT_THROW(metrics.durations("c", "h", {}), std::invalid_argument);
    EXPECT_THROW(counters.add({}), std::invalid_argument);
}

TEST(MetricsTest, countsFromManyThreads)
{
    Metrics metrics;
    auto counters = metrics.counters("c", "h", {"l"});
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([counters]() mutable {
            for (int n = 0; n < 1000; ++n) counters.add({std::to_string(n % 7)});
        });
    for (auto& thread : threads) thread.join();
    EXPECT_TRUE(has_line(metrics.to_text(), R"(c{l="6"} 568)"));
}

} // namespace
} // namespace assetbuddy::platform::metrics
