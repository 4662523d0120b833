#include "base/text.h"

#include <algorithm>
#include <array>

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace assetbuddy::base {
namespace {

using namespace std::string_literals;

TEST(TextTest, knows_well_formed_utf8)
{
    const std::vector<std::string> good{
        "", "a", "£", "€", "😀", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"};
    for (const auto& text : good) EXPECT_TRUE(is_utf8(text)) << text;
    const std::vector<std::string> bad{
        "\x80",
        "\xBF",
        "\xC0\xAF",
        "\xC1\xBF",
        "\xE0\x80\xAF",
        "\xE0\x9F\xBF",
        "\xF0\x80\x80\xAF",
        "\xF0\x8F\xBF\xBF", // overlong
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xED\xA0\xBD\xED\xB8\x80", // surrogates
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF8\x88\x80\x80\x80",
        "\xFE",
        "\xFF", // beyond U+10FFFF
        "\xC3",
        "\xE2\x82",
        "\xF0\x9F\x98",
        "a\xC3",
        "\xC3(",
        "\xE2(\xA1",
        "\xF0(\x8C\xBC",
        "\xE2\x82\xAC\x80", // cut short
    };
    for (const auto& text : bad) EXPECT_FALSE(is_utf8(text)) << testing::PrintToString(text);
}

// R-VAL-1
TEST(TextTest, refuses_controls)
{
    for (int code = 0; code < 0x20; ++code) {
        const auto text = "a"s + static_cast<char>(code) + "b";
        const bool is_layout = code == '\n' || code == '\t';
        EXPECT_FALSE(is_clean_text(text)) << code;
        EXPECT_EQ(is_clean_text(text, Lines::several), is_layout) << code;
    }
    EXPECT_FALSE(is_clean_text("a\x7F"));
    for (int code = 0x80; code < 0xA0; ++code)
        EXPECT_FALSE(is_clean_text("a\xC2"s + static_cast<char>(code), Lines::several)) << code;
    EXPECT_TRUE(is_clean_text("\u00A0 José, 東京 😀"));
    EXPECT_FALSE(is_clean_text("\xC2"));
    EXPECT_FALSE(is_clean_text("\xED\xA0\x80"));
}

// R-VAL-8
TEST(TextTest, takes_addresses_of_several_lines)
{
    const std::string address = "1 Quay Street\nPortmouth\tPM1 2AB";
    EXPECT_TRUE(is_clean_text(address, Lines::several));
    EXPECT_FALSE(is_clean_text(address, Lines::one));
    EXPECT_FALSE(has_invisible_characters(address));
}

TEST(TextTest, finds_characters_nobody_sees)
{
    const std::vector<std::string> hidden{"\u200B", "\u200C", "\u200D", "\u200E", "\u200F",    "\u202A", "\u202E",
                                          "\u2066", "\u2069", "\uFEFF", "\u00AD", "\u2028",    "\u2029", "\u061C",
                                          "\u180E", "\u3164", "\uFE0F", "\uE000", "\U000E0041"};
    for (const auto& text : hidden)
        EXPECT_TRUE(has_invisible_characters("Ann " + text + "Lee")) << testing::PrintToString(text);
    for (const auto* text : {"Ann Lee", "Zoë O’Brien-Ñuñez", "李小龙", "محمد", "Łukasz"})
        EXPECT_FALSE(has_invisible_characters(text)) << text;
}

TEST(TextTest, counts_and_trims)
{
    EXPECT_EQ(count_code_points("😀é"), 2U);
    EXPECT_EQ(count_code_points(""), 0U);
    EXPECT_EQ(trimmed(" \t\u00A0\u3000Ann Lee\u2003\n"), "Ann Lee");
    EXPECT_EQ(trimmed(" \u2003 "), "");
    EXPECT_EQ(trimmed("😀"), "😀");
}

TEST(TextTest, normalises_and_folds)
{
    EXPECT_EQ(to_nfkc("ﬁ Å ① ｆｕｌｌ"), "fi Å 1 full");
    EXPECT_EQ(to_nfc("Zoe\u0308"), "Zoë");
    EXPECT_EQ(case_folded("STRASSE"), case_folded("Straße"));
    EXPECT_EQ(case_folded("ΣΊΣΥΦΟΣ"), case_folded("σίσυφος"));
    EXPECT_EQ(case_folded("ACME ﬁre"), "acme fire");
}

TEST(TextTest, folding_is_a_fixed_point)
{
    EXPECT_TRUE(rc::check("folded text folds to itself", [] {
        std::string text;
        for (const auto code :
             *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(0xA0, 0xD7FF))) {
            text += static_cast<char>(0xE0 | (code >> 12));
            text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
            text += static_cast<char>(0x80 | (code & 0x3F));
        }
        RC_PRE(is_utf8(text));
        const auto once = case_folded(text);
        RC_ASSERT(case_folded(once) == once);
    }));
}

TEST(TextTest, sorts_as_people_read)
{
    std::vector<std::string> names{"Zoe", "ann", "Élodie", "Eve", "Ångström", "Bob", "ann lee", "10", "9", "Ann"};
    std::ranges::sort(names, {}, [](const std::string& name) { return sort_key(name); });
    EXPECT_EQ(names, (std::vector<std::string>{"10", "9", "Ångström", "ann", "Ann", "ann lee", "Bob", "Élodie", "Eve",
                                               "Zoe"}));
}

TEST(TextTest, sort_keys_are_short_lower_case_hex)
{
    const auto key = sort_key(std::string(2000, 'z'));
    EXPECT_EQ(key.size(), 128U);
    EXPECT_EQ(key.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_EQ(sort_key("Ann"), sort_key("Ann"));
    EXPECT_LT(sort_key(std::string(2000, 'y')), key);
}

// R-MAIL-7, INV-21
TEST(TextTest, knows_web_addresses)
{
    for (const auto* text : {"see https://evil.example", "HTTP://x", "go to www.evil.example", "WWW.x",
                             "evil.example/login", "Ann evil.co/"})
        EXPECT_TRUE(looks_like_web_address(text)) << text;
    for (const auto* text :
         {"Ann Lee", "Lifts/Hoists", "and/or", "Smith & Co. Ltd", "1.5/2", "A/S Nordic", "see you at 10.30", ""})
        EXPECT_FALSE(looks_like_web_address(text)) << text;
}

TEST(TextTest, makes_terms_for_search)
{
    const std::array<std::string, 3> texts{"Ann-Marie O’Brien", "Ann.Lee+x@Example.org", "ACME (Lifts) Ltd."};
    const auto terms = search_terms(texts);
    for (const auto* term : {"ann-marie", "brien", "acme", "lifts", "ltd"})
        EXPECT_TRUE(std::ranges::count(terms, term) == 1) << term;
    EXPECT_EQ(std::ranges::count(terms, "x@example.org"), 1);
    EXPECT_EQ(std::ranges::count(terms, ""), 0);
    const std::array<std::string, 2> twice{"Ann ann ANN", "ann"};
    EXPECT_EQ(search_terms(twice), std::vector<std::string>{"ann"});
}

TEST(TextTest, terms_stay_within_their_limits)
{
    std::string many;
    for (int i = 0; i < 100; ++i) many += "word" + std::to_string(i) + " ";
    const std::array<std::string, 2> texts{many, std::string(200, 'x')};
    EXPECT_EQ(search_terms(texts).size(), 40U);
    std::string wide;
    for (int i = 0; i < 60; ++i) wide += "ж";
    const std::array<std::string, 1> accents{wide};
    const auto terms = search_terms(accents);
    ASSERT_EQ(terms.size(), 1U);
    EXPECT_EQ(terms.front().size(), 64U);
    EXPECT_TRUE(is_utf8(terms.front()));
}

TEST(TextTest, whole_email_is_a_term)
{
    const std::array<std::string, 1> texts{"Ann.Lee+Tools@Example.org"};
    EXPECT_EQ(std::ranges::count(search_terms(texts), "ann.lee+tools@example.org"), 1);
}

} // namespace
} // namespace assetbuddy::base
