#include "platform/html/html.h"

#include <array>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace assetbuddy::platform::html {
namespace {

// What the compiler would say, asked at run time of templates that must not compile.
template <std::size_t Count>
bool compiles(std::string_view markup, const std::array<Value, Count>& values, Medium medium = Medium::page)
{
    const tokeniser::Walk<Count + 1, OnMistake::note> walk{markup, medium};
    if (walk.problem != nullptr || walk.count != Count) return false;
    for (std::size_t each = 0; each < Count; ++each) {
        if (tokeniser::misfit<OnMistake::note>(walk.holes[each].place, values[each]) != nullptr) return false;
    }
    return true;
}
bool compiles(std::string_view markup, Value value)
{
    return compiles(markup, std::array{value});
}
bool compiles(std::string_view markup)
{
    return compiles(markup, std::array<Value, 0>{});
}

/// Reads text back as a browser would: the five entities and nothing else.
std::string unescaped(std::string_view markup)
{
    constexpr std::array<std::pair<std::string_view, char>, 5> entities{
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};
    std::string text;
    while (!markup.empty()) {
        bool is_entity = false;
        for (const auto& [entity, character] : entities) {
            if (!markup.starts_with(entity)) continue;
            text += character;
            markup.remove_prefix(entity.size());
            is_entity = true;
            break;
        }
        if (is_entity) continue;
        text += markup.front();
        markup.remove_prefix(1);
    }
    return text;
}

constexpr std::array probes{"<script>alert(1)</script>",
                            "\"><img src=x onerror=alert(1)>",
                            "' onmouseover='alert(1)",
                            "javascript:alert(1)",
                            "&lt;b&gt;",
                            "</textarea><script>",
                            "-->",
                            "{}",
                            "\xC3\xA9\xF0\x9F\x98\x80"};

TEST(Html, WritesTextEscapedInElementsAndAttributes)
{
    for (const std::string_view probe : probes) {
        const auto html = Html::of(R"(<p title="{}">{}</p>)", probe, probe);
        const std::string expected = "<p title=\"" + escaped(probe) + "\">" + escaped(probe) + "</p>";
        EXPECT_EQ(html.view(), expected);
        EXPECT_EQ(escaped(probe).find_first_of("<>\"'"), std::string::npos) << probe;
    }
}

RC_GTEST_PROP(Html, GivesBackEveryTextItWasGiven, (const std::string& text))
{
    const auto html = Html::of(R"(<i data-x="{}">{}</i>)", text, text);
    const std::string_view view = html.view();
    const auto quote = view.find('"', 11);
    RC_ASSERT(unescaped(view.substr(11, quote - 11)) == text);
    RC_ASSERT(view.substr(quote, 2) == "\">");
    const auto inner = view.substr(quote + 2, view.size() - quote - 6);
    RC_ASSERT(inner.find('<') == std::string_view::npos);
    RC_ASSERT(unescaped(inner) == text);
}

RC_GTEST_PROP(Html, KeepsAPartOfAnAddressWithinItsSegment, (const std::string& text))
{
    const auto html = Html::of(R"(<a href="/users/{}/edit"></a>)", text);
    const std::string_view view = html.view();
    const auto part = view.substr(16, view.size() - 16 - 11);
    RC_ASSERT(view.substr(view.size() - 11) == "/edit\"></a>");
    RC_ASSERT(part.find_first_of("/?#\"<>& \\") == std::string_view::npos);
}

TEST(Html, WritesNumbersHtmlUrlsAndAttributes)
{
    Html inner;
    inner.add("<b>{}</b>", "x & y");
    const auto html = Html::of(R"(<a href="{}"{}{}>{} {}</a>)", Url::path("/users", {"a b"}).with("q", "1&2"),
                               flag("hidden", true), attribute("title", "\"quoted\""), -42, inner);
    EXPECT_EQ(html.view(),
              "<a href=\"/users/a%20b?q=1%262\" hidden title=\"&quot;quoted&quot;\">-42 <b>x &amp; y</b></a>");
    EXPECT_EQ(Html::of("<i{}{}></i>", flag("hidden", false), attribute("title", std::nullopt)).view(), "<i></i>");
}

TEST(Html, RefusesTemplatesThatWouldLetTextOutOfItsPlace)
{
    EXPECT_TRUE(compiles(R"(<p class="a {}">x</p>)", Value::text));
    EXPECT_FALSE(compiles("<p class={}>", Value::text));
    EXPECT_FALSE(compiles("<p class='{}'>", Value::text));
    EXPECT_FALSE(compiles("<p {}>", Value::text));
    EXPECT_FALSE(compiles("<{}>", Value::text));
    EXPECT_FALSE(compiles(R"(<p {}="x">)", Value::text));
    EXPECT_FALSE(compiles("<!-- {} -->", Value::text));
    EXPECT_FALSE(compiles("<p class=\"{}", Value::text));
    EXPECT_FALSE(compiles("<p", Value::text));
    EXPECT_FALSE(compiles("<p>{", Value::text));
    EXPECT_FALSE(compiles("<p>{x}</p>", Value::text));
}

TEST(Html, RefusesValuesOfTheWrongKindOrCount)
{
    EXPECT_TRUE(compiles(R"(<a href="{}">)", Value::url));
    EXPECT_FALSE(compiles(R"(<a href="{}">)", Value::text));
    EXPECT_FALSE(compiles(R"(<a href="{}x">)", Value::url));
    EXPECT_FALSE(compiles(R"(<a href="//{}">)", Value::text));
    EXPECT_FALSE(compiles(R"(<a href="javascript:{}">)", Value::text));
    EXPECT_FALSE(compiles(R"(<form action="{}">)", Value::text));
    EXPECT_FALSE(compiles(R"(<button formaction="{}">)", Value::text));
    EXPECT_FALSE(compiles(R"(<img src="{}">)", Value::text));
    EXPECT_FALSE(compiles(R"(<p title="{}">)", Value::html));
    EXPECT_FALSE(compiles("<p>{}</p>", Value::attribute));
    EXPECT_FALSE(compiles("<p>{}</p>", Value::unknown));
    EXPECT_FALSE(compiles("<p>{}</p>"));
    EXPECT_FALSE(compiles("<p></p>", Value::text));
    EXPECT_EQ(value_of<bool>(), Value::unknown) << "true and 1 are easily confused: write words";
}

TEST(Html, RefusesWhatTheContentSecurityPolicyForbids)
{
    EXPECT_FALSE(compiles("<script>alert(1)</script>"));
    EXPECT_FALSE(compiles(R"(<script src="/a.js">x</script>)"));
    EXPECT_TRUE(compiles(R"(<script src="/a.js" defer></script>)"));
    EXPECT_FALSE(compiles("<style>p{}</style>"));
    EXPECT_FALSE(compiles(R"(<p style="color:red">)"));
    EXPECT_FALSE(compiles(R"x(<p onclick="x()">)x"));
    EXPECT_FALSE(compiles(R"x(<p hx-on:click="x()">)x"));
    EXPECT_FALSE(compiles(R"(<iframe srcdoc="x">)"));
    EXPECT_FALSE(compiles(R"x(<a href="javascript:alert(1)">)x"));
}

TEST(Html, LetsMailsCarryStylesWithoutHoles)
{
    const std::array<Value, 0> none{};
    EXPECT_TRUE(compiles(R"(<p style="color:red">)", none, Medium::mail));
    EXPECT_FALSE(compiles(R"(<p style="color:{}">)", std::array{Value::text}, Medium::mail));
}

TEST(Url, AcceptsOnlyOurPathsFromOutside)
{
    for (const auto* good : {"/", "/users", "/users?q=a%20b", "/a//b"}) EXPECT_TRUE(Url::same_site(good)) << good;
    for (const auto* bad : {"", "users", "//evil.example", "/\\evil.example", "/a\\b", "https://evil.example",
                            "javascript:alert(1)", "/a\r\nSet-Cookie: x", " /users", "/a b", "/\tusers"})
        EXPECT_FALSE(Url::same_site(bad)) << bad;
}

TEST(Url, AcceptsOnlyHarmlessSchemes)
{
    for (const auto* good :
         {"https://a.example/x", "http://localhost:8080/", "mailto:a@b.example", "tel:+442079460000", "/x"})
        EXPECT_TRUE(Url::checked(good)) << good;
    for (const auto* bad : {"javascript:alert(1)", "JaVaScript:alert(1)", "data:text/html,x", "vbscript:x", "//x",
                            "https://a b", "https://a\\b", "ftp://x"})
        EXPECT_FALSE(Url::checked(bad)) << bad;
}

TEST(Url, EncodesWhatItIsBuiltFrom)
{
    EXPECT_EQ(Url::path("/users", {"../x", "e?"}).text(), "/users/..%2Fx/e%3F");
    EXPECT_EQ(Url{"/users"}.with("a", "b c").with("d", "&=").text(), "/users?a=b%20c&d=%26%3D");
    EXPECT_EQ(Url::mail_to("a?cc=x@b.example").text(), "mailto:a%3Fcc%3Dx@b.example");
}

} // namespace
} // namespace assetbuddy::platform::html
