#include "platform/http/forms.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace assetbuddy::platform::http {
namespace {

/// Leaves out NUL and surrogates.
std::string as_utf8(const std::vector<std::uint16_t>& characters)
{
    std::string text;
    for (const unsigned each : characters) {
        if (each == 0 || (each >= 0xD800 && each < 0xE000)) continue;
        if (each < 0x80)
            text += static_cast<char>(each);
        else if (each < 0x800)
            text.append({static_cast<char>(0xC0U | each >> 6U), static_cast<char>(0x80U | (each & 0x3FU))});
        else
            text.append({static_cast<char>(0xE0U | each >> 12U), static_cast<char>(0x80U | (each >> 6U & 0x3FU)),
                         static_cast<char>(0x80U | (each & 0x3FU))});
    }
    return text;
}

base::Result<Form> parse(std::string body, std::string type = "application/x-www-form-urlencoded")
{
    Request request;
    request.headers.emplace_back("content-type", std::move(type));
    request.body = std::move(body);
    return Form::parse(request);
}

TEST(FormTest, readsFields)
{
    const auto form = parse("name=Ann+O%27Neil&note=a%0D%0Ab&empty=&bare&plus=%2B&&");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->value("name"), "Ann O'Neil");
    EXPECT_EQ(form->value("note"), "a\nb");
    EXPECT_EQ(form->value("plus"), "+");
    EXPECT_TRUE(form->has("bare"));
    EXPECT_FALSE(form->has("missing"));
    EXPECT_EQ(form->optional("empty"), std::nullopt);
    EXPECT_EQ(form->optional("name"), "Ann O'Neil");
    EXPECT_EQ(form->value("missing"), "");
}

TEST(FormTest, takesOnlyItsMediaType)
{
    EXPECT_TRUE(parse("a=1", "application/x-www-form-urlencoded; charset=UTF-8"));
    EXPECT_TRUE(parse("a=1", "Application/X-WWW-Form-Urlencoded"));
    for (const auto* type :
         {"text/plain", "multipart/mixed; boundary=x", "application/json", "",
          "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencodedx"}) {
        const auto form = parse("a=1", type);
        ASSERT_FALSE(form) << type;
        EXPECT_EQ(form.error().code, "unsupported_media_type");
    }
    EXPECT_TRUE(Form::parse(Request{})) << "no body at all is an empty form";
}

TEST(FormTest, refusesWhatCannotBeRead)
{
    std::string many;
    for (int i = 0; i < 101; ++i) many += "f" + std::to_string(i) + "=1&";
    for (const auto& body :
         std::vector<std::string>{"a=1&a=2", "a=%", "a=%4", "a=%zz", "a=%00", "a=%c0%af", "a=%ed%a0%80", "a=\xff",
                                  "a=%1b", "a=%c2%85", "a=%0d", "%00=1", "a=1&%61=2", many}) {
        const auto form = parse(body);
        ASSERT_FALSE(form) << body;
        EXPECT_EQ(form.error().code, "malformed");
    }
}

TEST(PercentTest, decodesOnce)
{
    EXPECT_EQ(percent_decoded("a%2541+b", Plus::as_is), "a%41+b");
    EXPECT_EQ(percent_decoded("a+b%2B", Plus::as_blank), "a b+");
    EXPECT_EQ(percent_decoded("%C3%A9", Plus::as_is), "\xC3\xA9");
    EXPECT_EQ(percent_decoded("%41", Plus::as_is), "A");
    for (const auto* text : {"%", "%4", "%4g", "%g4", "%%41", "%00", "%C3", "%f4%90%80%80"})
        EXPECT_EQ(percent_decoded(text, Plus::as_is), std::nullopt) << text;
}

TEST(PercentTest, decodesWhatItEncoded)
{
    EXPECT_TRUE(rc::check("text survives", [](const std::vector<std::uint16_t>& characters) {
        const auto text = as_utf8(characters);
        const auto encoded = percent_encoded(text);
        RC_ASSERT(encoded.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%") ==
                  std::string::npos);
        RC_ASSERT(percent_decoded(encoded, Plus::as_blank) == text);
    }));
    EXPECT_EQ(percent_encoded("a b/\xC3\xA9"), "a%20b%2F%C3%A9");
}

TEST(CookieTest, writesItsHeader)
{
    EXPECT_EQ((Cookie{"assetbuddy", "x", std::nullopt, false}).to_header(),
              "assetbuddy=x; Path=/; HttpOnly; SameSite=Lax");
    EXPECT_EQ((Cookie{"__Host-inv", "x", 1800, true}).to_header(),
              "__Host-inv=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=1800; Secure");
    EXPECT_EQ((Cookie{"form", "", 0, true}).to_header(),
              "__Host-form=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
}

TEST(CookieTest, refusesWhatCookiesCannotHold)
{
    for (const auto* value : {"a;b", "a b", "a,b", "a\"b", "a\\b", "a\r\nb", "\xC3\xA9"})
        EXPECT_THROW((void)(Cookie{"c", value, std::nullopt, false}).to_header(), std::invalid_argument) << value;
    for (const auto* name : {"", "a=b", "a;b", "a b"})
        EXPECT_THROW((void)(Cookie{name, "v", std::nullopt, false}).to_header(), std::invalid_argument) << name;
    EXPECT_THROW((void)(Cookie{"c", std::string(4096, 'v'), std::nullopt, false}).to_header(), std::invalid_argument);
}

} // namespace
} // namespace assetbuddy::platform::http
