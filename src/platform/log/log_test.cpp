#include "platform/log/log.h"

#include <array>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.h"

namespace assetbuddy::platform::log {
namespace {

using namespace std::chrono_literals;

const base::Time noon = base::from_microseconds(1'764'000'000'123'456);

/// Both ends of a pipe.
struct Pipe {
    Pipe()
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
        out = ends[0];
        in = ends[1];
    }
    ~Pipe()
    {
        ::close(out);
        if (in >= 0) ::close(in);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    /// Everything until the writing end is closed.
    std::string drain()
    {
        ::close(in);
        in = -1;
        return read_all();
    }
    std::string read_all() const
    {
        std::string text;
        std::array<char, 4096> bytes{};
        for (auto size = ::read(out, bytes.data(), bytes.size()); size > 0;
             size = ::read(out, bytes.data(), bytes.size()))
            text.append(bytes.data(), static_cast<std::size_t>(size));
        return text;
    }
    int out = -1;
    int in = -1;
};

std::size_t lines_in(const std::string& text)
{
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

TEST(LineTest, writesJson)
{
    EXPECT_EQ(
        to_line(Format::json, noon, Level::info, "server.started",
                {{"port", 80}, {"ok", true}, {"took", 0.5}, {"who", "a\"b\n"}, {"what", std::string{"x"}}}),
        R"({"time":"2025-11-24T16:00:00.123Z","level":"info","event":"server.started","port":80,"ok":true,"took":0.5,)"
        R"("who":"a\"b\n","what":"x"})");
}

TEST(LineTest, writesText)
{
    EXPECT_EQ(to_line(Format::text, noon, Level::warning, "mail.failed",
                      {{"tries", 3}, {"to", "an****@example.org"}, {"host", "a.b"}}),
              "2025-11-24T16:00:00.123Z warning  mail.failed tries=3 to=\"an****@example.org\" host=a.b");
}

TEST(LineTest, staysOneLineWhateverItSays)
{
    const std::string hostile = "a\nb\r\x1b[31m\x7f\xC2\x85\xE2\x80\xA8\xE2\x80\xA9\xff\xC0\xAF\t";
    for (const auto format : {Format::json, Format::text}) {
        const auto line = to_line(format, noon, Level::error, hostile, {{hostile, hostile}});
        EXPECT_TRUE(base::is_clean_text(line, base::Lines::one)) << line;
        EXPECT_EQ(line.find("\xE2\x80\xA8"), std::string::npos);
        EXPECT_EQ(line.find("\xE2\x80\xA9"), std::string::npos);
    }
}

TEST(LineTest, isCleanJsonForAllText)
{
    EXPECT_TRUE(rc::check("one clean line of JSON", [](const std::string& text) {
        const auto line = to_line(Format::json, noon, Level::info, "event", {{"text", text}});
        RC_ASSERT(base::is_clean_text(line, base::Lines::one));
        const auto read = boost::json::parse(line).at("text").as_string();
        if (base::is_utf8(text)) RC_ASSERT(std::string_view(read.data(), read.size()) == text);
        RC_ASSERT(
            base::is_clean_text(to_line(Format::text, noon, Level::info, "event", {{"text", text}}), base::Lines::one));
    }));
}

TEST(LineTest, hasABoundedLength)
{
    EXPECT_LT(to_line(Format::json, noon, Level::info, "event", {{"text", std::string(1'000'000, 'x')}}).size(), 3000U);
    const auto line =
        to_line(Format::json, noon, Level::info, "event", {{"text", std::string(2047, 'x') + "\xC3\xA9"}});
    EXPECT_TRUE(base::is_utf8(line));
}

TEST(LoggerTest, writesEveryLineInOrder)
{
    Pipe pipe;
    std::string text;
    std::thread reader{[&] { text = pipe.read_all(); }};
    {
        Logger logger{{.descriptor = pipe.in, .queue = 100'000}};
        for (int i = 0; i < 10'000; ++i) logger.write(Level::info, "line", {{"n", i}});
    }
    ::close(std::exchange(pipe.in, -1));
    reader.join();
    EXPECT_EQ(lines_in(text), 10'000U);
    EXPECT_LT(text.find("n=17\n"), text.find("n=9999\n"));
}

TEST(LoggerTest, dropsAndCountsWhenItsTargetBlocks)
{
    Pipe pipe;
    std::string text;
    std::thread reader;
    std::uint64_t dropped = 0;
    {
        Logger logger{{.descriptor = pipe.in, .queue = 10}};
        for (int i = 0; i < 20'000; ++i) logger.write(Level::info, "line", {{"padding", std::string(100, 'x')}});
        dropped = logger.dropped();
        EXPECT_GT(dropped, 10'000U) << "nobody read, so nothing beyond pipe and queue can have found room";
        reader = std::thread{[&] { text = pipe.read_all(); }};
    }
    ::close(std::exchange(pipe.in, -1));
    reader.join();
    std::size_t written = 0;
    for (auto at = text.find(" line padding="); at != std::string::npos; at = text.find(" line padding=", at + 1))
        ++written;
    EXPECT_EQ(written + dropped, 20'000U);
    EXPECT_NE(text.find("lines_in_all=" + std::to_string(dropped) + "\n"), std::string::npos);
}

TEST(LoggerTest, outlivesATargetThatWentAway)
{
    Pipe pipe;
    ::close(std::exchange(pipe.out, ::open("/dev/null", O_RDONLY | O_CLOEXEC)));
    Logger logger{{.descriptor = pipe.in}};
    logger.write(Level::error, "unheard", {});
    for (int i = 0; i < 1000 && logger.dropped() == 0; ++i) std::this_thread::sleep_for(5ms);
    EXPECT_EQ(logger.dropped(), 1U);
}

TEST(LoggerTest, countsLinesAFullDiskTookNot)
{
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    ASSERT_GE(full, 0);
    {
        Logger logger{{.descriptor = full}};
        logger.write(Level::error, "unwritten", {});
        for (int i = 0; i < 1000 && logger.dropped() == 0; ++i) std::this_thread::sleep_for(5ms);
        EXPECT_EQ(logger.dropped(), 1U);
    }
    ::close(full);
}

TEST(LogTest, saysNothingUntilStartedAndAfterStopped)
{
    Pipe pipe;
    info("before");
    start({.format = Format::json, .descriptor = pipe.in, .now = [] { return noon; }});
    info("between", {{"n", 1}});
    warning("between");
    error("between");
    stop();
    info("after");
    const auto text = pipe.drain();
    EXPECT_EQ(lines_in(text), 3U);
    EXPECT_TRUE(text.starts_with(R"({"time":"2025-11-24T16:00:00.123Z","level":"info","event":"between","n":1})"));
    EXPECT_EQ(text.find("before"), std::string::npos);
    EXPECT_EQ(text.find("after"), std::string::npos);
}

} // namespace
} // namespace assetbuddy::platform::log
