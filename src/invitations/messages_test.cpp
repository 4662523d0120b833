#include "invitations/messages.h"

#include <chrono>
#include <stdexcept>

#include <gtest/gtest.h>

namespace assetbuddy::invitations {
namespace {

constexpr std::string_view token = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE";

InvitationData data()
{
    return {.token = std::string{token},
            .code = "AB12CD34",
            .name = "Nia Newcomer",
            .organisation = "Harbour Works",
            .inviter = "Olive Owner",
            .role = access::Role::hs_admin,
            .site = {},
            .expires_at = base::Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 30} + std::chrono::hours{9}},
            .time_zone = "Europe/London"};
}

bool has_line(const std::string& text, const std::string& line)
{
    return ("\n" + text + "\n").find("\n" + line + "\n") != std::string::npos;
}

TEST(InvitationMail, HasLinkAndCodeOnLinesOfTheirOwn)
{
    const auto message = compose_invitation(data(), "https://safety.example");
    EXPECT_TRUE(has_line(message.text, "https://safety.example/invitations/" + std::string{token})) << message.text;
    EXPECT_TRUE(has_line(message.text, "Invite code: AB12-CD34")) << message.text;
    EXPECT_NE(message.html.find("Accept Invitation"), std::string::npos);
    EXPECT_NE(message.html.find("https://safety.example/invitations/" + std::string{token}), std::string::npos);
}

TEST(InvitationMail, NamesWhoWhereAndUntilWhen)
{
    const auto message = compose_invitation(data(), "https://safety.example");
    for (const auto* each : {"Harbour Works", "Olive Owner", "H&S Admin", "30 November 2026", "Europe/London"})
        EXPECT_NE(message.text.find(each), std::string::npos) << each << "\n" << message.text;
    EXPECT_NE(message.subject.find("Harbour Works"), std::string::npos);
}

TEST(InvitationMail, TakesNoMarkupAndNoLinksFromNames)
{
    auto hostile = data();
    hostile.name = "<script>alert(1)</script>";
    hostile.inviter = "Visit http://evil.example/now";
    hostile.organisation = "\"><img src=x onerror=alert(1)>";
    const auto message = compose_invitation(hostile, "https://safety.example");
    EXPECT_EQ(message.html.find("<script>alert"), std::string::npos);
    EXPECT_EQ(message.html.find("<img src=x"), std::string::npos);
    EXPECT_EQ(message.html.find("http://evil"), std::string::npos);
    EXPECT_EQ(message.text.find("http://evil"), std::string::npos);
    EXPECT_EQ(message.subject.find("http://evil"), std::string::npos);
}

TEST(InvitationMail, HasNoLineBreakInItsSubject)
{
    auto hostile = data();
    hostile.organisation = "Harbour\r\nBcc: all@evil.example";
    const auto message = compose_invitation(hostile, "https://safety.example");
    EXPECT_EQ(message.subject.find_first_of("\r\n"), std::string::npos);
}

TEST(InvitationData, ReadsOnlyWhatItWrote)
{
    const auto read = InvitationData::from_json(data().to_json());
    EXPECT_EQ(read.to_json(), data().to_json());
    for (const auto* broken : {"", "[]", "{}", R"({"token":1})"})
        EXPECT_THROW(InvitationData::from_json(broken), std::invalid_argument) << broken;
}

} // namespace
} // namespace assetbuddy::invitations
