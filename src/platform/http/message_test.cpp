#include "platform/http/message.h"

#include <gtest/gtest.h>

#include "platform/http/answer.h"

namespace assetbuddy::platform::http {
namespace {

Request with_cookies(std::vector<std::string> lines)
{
    Request request;
    for (auto& line : lines) request.headers.emplace_back("cookie", std::move(line));
    return request;
}

TEST(RequestTest, findsCookies)
{
    EXPECT_EQ(with_cookies({"a=1; b=2"}).cookie("b"), "2");
    EXPECT_EQ(with_cookies({"a=1;b=2;"}).cookie("b"), "2");
    EXPECT_EQ(with_cookies({"a=1", "b=x=y"}).cookie("b"), "x=y");
    EXPECT_EQ(with_cookies({"ab=1; a"}).cookie("a"), std::nullopt);
    EXPECT_EQ(with_cookies({"a=1; a=1"}).cookie("a"), "1");
    EXPECT_EQ(with_cookies({"a=1; a=2"}).cookie("a"), std::nullopt) << "one of the two was planted";
    EXPECT_EQ(with_cookies({";;; =; a="}).cookie("a"), "");
}

TEST(ResponseTest, replacesAndAddsHeaders)
{
    Response response;
    response.set("Location", "/a").set("location", "/b").add("Set-Cookie", "a=1").add("Set-Cookie", "b=2");
    EXPECT_EQ(response.header("LOCATION"), "/b");
    EXPECT_EQ(response.headers().size(), 3U);
}

TEST(ResponseTest, refusesHeadersThatWouldEndALine)
{
    Response response;
    for (const std::string_view value : {"a\r\nX: 1", "a\nb", "a\rb", "\x1b", "\x7f"})
        EXPECT_THROW(response.set("X-A", value), std::invalid_argument);
    EXPECT_THROW(response.add("X-A", std::string_view{"a\0b", 3}), std::invalid_argument);
    for (const std::string_view name : {"", "X A", "X\r\n", "X:"})
        EXPECT_THROW(response.set(name, "a"), std::invalid_argument);
    EXPECT_TRUE(response.headers().empty());
}

TEST(ResponseTest, redirectsOnlyWithinTheSite)
{
    EXPECT_EQ(Response::see_other("/users?q=a%20b").header("Location"), "/users?q=a%20b");
    for (const std::string_view path : {"", "users", "//evil.example", "/\\evil.example", "/a\\b",
                                        "https://evil.example", "/\t/evil", "/a b", "/\r\nX: 1", "/caf\xC3\xA9"})
        EXPECT_THROW(Response::see_other(path), std::invalid_argument) << path;
}

TEST(AnswerTest, writesTheHead)
{
    Response response = Response::text("hello", 201);
    response.set("Content-Length", "99").set("Server", "x").set("X-Request-Id", "y").set("Location", "/a");
    const auto now = base::from_microseconds(1'764'000'000'999'999);
    EXPECT_EQ(
        head_of(response, "0123", now, Afterwards::close),
        "HTTP/1.1 201 Created\r\nDate: Mon, 24 Nov 2025 16:00:00 GMT\r\nX-Request-Id: 0123\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nLocation: /a\r\nContent-Length: 5\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(body_of(response, Method::get), "hello");
    EXPECT_EQ(body_of(response, Method::head), "");
}

TEST(AnswerTest, writesDates)
{
    EXPECT_EQ(http_date(base::Time{}), "Thu, 01 Jan 1970 00:00:00 GMT");
    EXPECT_EQ(http_date(base::from_microseconds(951'782'400'000'000 + 3'599'000'000)), "Tue, 29 Feb 2000 00:59:59 GMT");
}

} // namespace
} // namespace assetbuddy::platform::http
