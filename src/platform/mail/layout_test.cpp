#include "platform/mail/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace assetbuddy::platform::mail {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

LetterText invitation(const std::string& name = "Smith & Söhne")
{
    return {.product = "AssetBuddy",
            .organisation = name,
            .heading = name + " invites you",
            .paragraphs =
                {name + " asked us to invite you to look after its equipment as a Supervisor, which is a longish line.",
                 "The invitation ends on Monday 30 November 2026 at 09:30 (Europe/London)."},
            .button =
                LetterText::Button{"Accept Invitation", "https://example.org/invitations/" + std::string(43, 'x')},
            .code = LetterText::Code{"Invite code", "ABCD-EFGH"},
            .small_print = {"You did not expect this? Then do nothing: " + name + " cannot add you without you."}};
}

TEST(MailLayout, TextHasLinkAndCodeOnLinesOfTheirOwn)
{
    const auto text = "\n" + to_text(invitation());
    EXPECT_THAT(text, HasSubstr("\nhttps://example.org/invitations/" + std::string(43, 'x') + "\n"));
    EXPECT_THAT(text, HasSubstr("\nInvite code: ABCD-EFGH\n"));
    EXPECT_THAT(text, HasSubstr("\nSmith & Söhne invites you\n"));
    EXPECT_THAT(text, Not(HasSubstr("<")));
}

TEST(MailLayout, TextIsWrappedBetweenWords)
{
    auto letter = invitation();
    letter.paragraphs = {"ä" + std::string(100, 'b') + " " + std::string(30, 'c') + " " + std::string(41, 'd') + " e"};
    const auto text = to_text(letter);
    EXPECT_THAT(text, HasSubstr("\nä" + std::string(100, 'b') + "\n" + std::string(30, 'c') + " " +
                                std::string(41, 'd') + "\ne\n"));
}

TEST(MailLayout, ParagraphsKeepTheirLines)
{
    auto letter = invitation();
    letter.paragraphs = {"one\ntwo"};
    EXPECT_THAT(to_text(letter), HasSubstr("\none\ntwo\n"));
    EXPECT_THAT(to_html(letter), HasSubstr("one<br>two"));
}

TEST(MailLayout, HtmlLoadsNothingAndHasOneLink)
{
    const auto html = to_html(invitation());
    for (const auto* const never : {"<img", "src=", "url(", "<script", "@import", "<link", "background=\""})
        EXPECT_THAT(html, Not(HasSubstr(never)));
    const auto first = html.find("href=\"");
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(html.find("href=\"", first + 1), std::string::npos);
    EXPECT_THAT(html, HasSubstr("href=\"https://example.org/invitations/" + std::string(43, 'x') + "\""));
    EXPECT_THAT(html, HasSubstr("Accept Invitation"));
    EXPECT_THAT(html, HasSubstr("ABCD-EFGH"));
    EXPECT_THAT(html, HasSubstr("prefers-color-scheme: dark"));
    EXPECT_THAT(html, HasSubstr("Smith &amp; Söhne"));
}

TEST(MailLayout, NamesCannotPutMarkupOrLinksInto)
{
    for (const auto* const name : {"<a href=\"https://evil.example\">x</a>", "https://evil.example/login",
                                   "www.evil.example", "</title><script>alert(1)</script>", "evil.example/path",
                                   "HTTP://evil.example", "click javascript://x", "a\" onclick=\"x"}) {
        const auto letter = invitation(name);
        const auto html = to_html(letter);
        EXPECT_THAT(html, Not(HasSubstr("<script"))) << name;
        EXPECT_THAT(html, Not(HasSubstr("<a href=\"https://evil"))) << name;
        EXPECT_THAT(html, Not(HasSubstr("\" onclick"))) << name;
        for (const auto& part : {to_text(letter), html}) {
            EXPECT_THAT(part, Not(HasSubstr("evil.example"))) << name;
            EXPECT_THAT(part, Not(HasSubstr("www.evil"))) << name;
            EXPECT_THAT(part, Not(HasSubstr("://evil"))) << name;
            EXPECT_THAT(part, Not(HasSubstr("javascript:/"))) << name;
        }
    }
}

TEST(MailLayout, WhatLooksLikeALinkIsBrokenUpAndNothingElse)
{
    EXPECT_EQ(without_links("see https://evil.example/x now"), "see https: //evil. example/x now");
    EXPECT_EQ(without_links("www.evil.example"), "www. evil. example");
    EXPECT_EQ(without_links("St. Mary's, No. 4.5 (e.g. that) at 10.30"), "St. Mary's, No. 4.5 (e.g. that) at 10.30");
    EXPECT_EQ(without_links("anna@example.org"), "anna@example.org");
    EXPECT_EQ(without_links("https://a@evil.example/"), "https: //a@evil. example/");
    EXPECT_EQ(without_links("Müller und Söhne"), "Müller und Söhne");
    EXPECT_EQ(without_links("a\tb\x01"), "a b ");
    EXPECT_EQ(without_links(""), "");
}

TEST(MailLayout, AButtonNeedsAWebAddress)
{
    auto letter = invitation();
    letter.button->url = "javascript:alert(1)";
    EXPECT_THROW(to_html(letter), std::invalid_argument);
}

} // namespace
} // namespace assetbuddy::platform::mail
