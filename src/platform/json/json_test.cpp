#include "platform/json/json.h"

#include <array>
#include <string>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "platform/json/statuses.h"

namespace assetbuddy::platform::json {
namespace {

http::Request request_of(std::string body, std::string media_type = "application/json")
{
    http::Request request;
    request.headers.emplace_back("content-type", std::move(media_type));
    request.body = std::move(body);
    return request;
}

std::string code_of(const base::Result<Decoder>& decoder)
{
    return decoder ? "fine" : decoder.error().code;
}

std::string nested(int depth)
{
    std::string text;
    for (int each = 1; each < depth; ++each) text += "{\"a\":";
    text += "{}";
    for (int each = 1; each < depth; ++each) text += "}";
    return text;
}

TEST(Decoder, RefusesWhatIsNotOneCleanObject)
{
    const std::array bad{"",
                         "[]",
                         "\"x\"",
                         "null",
                         "{",
                         "{} {}",
                         "{\"a\":1,}",
                         "{a:1}",
                         "{\"role\":\"operator\",\"role\":\"owner\"}",
                         "{\"a\":{\"b\":1,\"b\":2}}",
                         "{\"a\":[{\"b\":1,\"b\":2}]}",
                         "{\"role\":1,\"ro\\u006ce\":2}",
                         "{\"a\":\"\\u0000\"}",
                         "{\"a\\u0000\":1}",
                         "{\"a\":\"\\u001b\"}",
                         "{\"a\":\"\\u0085\"}",
                         "{\"a\":\"\xC0\xAF\"}",
                         "{\"a\":\"\xED\xA0\x80\"}",
                         "{\"a\":\"\\ud800\"}",
                         "{\"a\":NaN}",
                         "// comment\n{}"};
    for (const auto* body : bad) EXPECT_EQ(code_of(Decoder::parse(request_of(body))), "malformed") << body;
    EXPECT_EQ(code_of(Decoder::parse(request_of("{\"a\":\"line\\nline \xC3\xA9\"}"))), "fine");
}

TEST(Decoder, BoundsTheDepth)
{
    EXPECT_EQ(code_of(Decoder::parse(request_of(nested(32)))), "fine");
    EXPECT_EQ(code_of(Decoder::parse(request_of(nested(33)))), "malformed");
}

TEST(Decoder, WantsExactlyTheJsonMediaType)
{
    for (const auto* good : {"application/json", "Application/JSON", "application/json; charset=utf-8",
                             "application/json;charset=\"UTF-8\""})
        EXPECT_EQ(code_of(Decoder::parse(request_of("{}", good))), "fine") << good;
    for (const auto* bad :
         {"", "text/plain", "application/jsonx", "application/json, text/plain", "application/json; charset=latin1",
          "application/x-www-form-urlencoded", "application/json; a=b"})
        EXPECT_EQ(code_of(Decoder::parse(request_of("{}", bad))), "unsupported_media_type") << bad;
    auto twice = request_of("{}");
    twice.headers.emplace_back("content-type", "application/json");
    EXPECT_EQ(code_of(Decoder::parse(twice)), "unsupported_media_type");
}

TEST(Decoder, TakesAnEmptyBodyOnlyWhereAsked)
{
    http::Request nothing;
    EXPECT_EQ(code_of(Decoder::parse(nothing, Decoder::EmptyBody::is_empty_object)), "fine");
    EXPECT_EQ(code_of(Decoder::parse(nothing)), "unsupported_media_type");
    EXPECT_EQ(code_of(Decoder::parse(request_of(""))), "malformed");
}

TEST(Decoder, ReadsMembersOfEachType)
{
    auto decoder = Decoder::parse(request_of(R"({"t":"x","b":true,"n":-7,"z":null})")).value();
    EXPECT_EQ(decoder.text("t"), "x");
    EXPECT_TRUE(decoder.flag("b", false));
    EXPECT_EQ(decoder.optional_integer("n"), -7);
    EXPECT_EQ(decoder.optional_text("z"), "");
    EXPECT_TRUE(decoder.has("z"));
    EXPECT_FALSE(decoder.has("absent"));
    EXPECT_EQ(decoder.optional_text("absent"), std::nullopt);
    EXPECT_EQ(decoder.text("absent"), "");
    EXPECT_TRUE(decoder.flag("absent", true));
    EXPECT_TRUE(decoder.finish());
}

TEST(Decoder, NamesEveryMistakeAtOnce)
{
    auto decoder =
        Decoder::parse(request_of(R"({"t":1,"b":"yes","n":1.0,"big":18446744073709551615,"extra":1,"role":"owner"})"))
            .value();
    decoder.text("t");
    decoder.flag("b", false);
    decoder.optional_integer("n");
    decoder.optional_integer("big");
    const auto done = decoder.finish();
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, "invalid");
    std::vector<std::pair<std::string, std::string>> mistakes;
    for (const auto& error : done.error().errors) mistakes.emplace_back(error.field, error.code);
    const std::vector<std::pair<std::string, std::string>> expected{
        {"t", "wrong_type"},   {"b", "wrong_type"},        {"n", "wrong_type"},
        {"big", "wrong_type"}, {"extra", "unknown_field"}, {"role", "unknown_field"}};
    EXPECT_EQ(mistakes, expected);
}

TEST(Problem, HasTheMembersOfRfc9457AndTheFacts)
{
    auto error = base::Error{"wrong_code", "code", "That is not the code."}
                     .with("attempts_left", std::int64_t{4})
                     .with("status", true);
    const auto response = problem(error, "abc");
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(response.header("Content-Type"), "application/problem+json");
    const auto body = boost::json::parse(response.body).as_object();
    EXPECT_EQ(body.at("status").as_int64(), 422) << "a fact never replaces a standard member";
    EXPECT_EQ(body.at("code").as_string(), "wrong_code");
    EXPECT_EQ(body.at("detail").as_string(), "That is not the code.");
    EXPECT_EQ(body.at("attempts_left").as_int64(), 4);
    EXPECT_EQ(body.at("errors").at(0).at("field").as_string(), "code");
    for (const auto* member : {"type", "title", "instance"})
        EXPECT_FALSE(body.at(member).as_string().empty()) << member;
}

TEST(Problem, TellsNothingOfTheInside)
{
    const auto response = problem(base::Error{"a_code_nobody_entered", {}, "password of pat is x"}, "abc");
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body.find("pat"), std::string::npos);
    EXPECT_NE(response.body.find("abc"), std::string::npos);
}

TEST(Problem, SaysWhenToComeAgainAndHowToSignIn)
{
    EXPECT_EQ(problem(base::Error{"rate_limited"}.with("retry_after", std::int64_t{17}), "r").header("Retry-After"),
              "17");
    EXPECT_TRUE(problem(base::Error{"rate_limited"}, "r").header("Retry-After"));
    EXPECT_TRUE(problem(base::Error{"unavailable"}, "r").header("Retry-After"));
    EXPECT_FALSE(problem(base::Error{"not_found"}, "r").header("Retry-After"));
    EXPECT_TRUE(problem(base::Error{"sign_in_required"}, "r").header("WWW-Authenticate"));
    EXPECT_FALSE(problem(base::Error{"forbidden"}, "r").header("WWW-Authenticate"));
}

TEST(Codes, HaveTheStatusesOfTheContract)
{
    const std::array<std::pair<const char*, int>, 14> some{{{"malformed", 400},
                                                            {"sign_in_required", 401},
                                                            {"forbidden", 403},
                                                            {"not_found", 404},
                                                            {"already_invited", 409},
                                                            {"expired", 410},
                                                            {"stale", 412},
                                                            {"too_large", 413},
                                                            {"unsupported_media_type", 415},
                                                            {"invalid", 422},
                                                            {"locked", 423},
                                                            {"rate_limited", 429},
                                                            {"storage_full", 503},
                                                            {"nobody entered this", 500}}};
    for (const auto& [code, status] : some) EXPECT_EQ(status_of(code), status) << code;
    for (const auto& code : codes) EXPECT_EQ(find_code(code.code), &code);
}

} // namespace
} // namespace assetbuddy::platform::json
