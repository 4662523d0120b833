#include "organisations/messages.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "accounts/letter.h"
#include "accounts/messages.h"
#include "organisations/letter.h"

namespace assetbuddy::organisations {
namespace {

const std::string token(43, 'A');
constexpr std::string_view base_url = "https://safety.example";

ConfirmationData data()
{
    return {.token = token,
            .code = "AB12CD34",
            .name = "Nina New",
            .organisation = "Newcomer Ltd",
            .has_account = false,
            .expires_at = base::from_microseconds(1'795'402'800'000'000)};
}

bool has_line(const std::string& text, const std::string& line)
{
    return ("\n" + text + "\n").find("\n" + line + "\n") != std::string::npos;
}

TEST(ConfirmationMail, HasLinkAndCodeOnLinesOfTheirOwn)
{
    const auto mail = compose_confirmation(data().to_json(), base_url);
    EXPECT_TRUE(has_line(mail.text, "https://safety.example/confirm/" + token)) << mail.text;
    EXPECT_TRUE(has_line(mail.text, "Confirmation code: AB12-CD34")) << mail.text;
    EXPECT_NE(mail.html.find("/confirm/" + token), std::string::npos);
}

TEST(ConfirmationMail, TellsWhoHasAnAccountAlready)
{
    auto known = data();
    known.has_account = true;
    const auto words = compose_confirmation(known.to_json(), base_url).text;
    EXPECT_NE(words.find("already has an"), std::string::npos) << words;
    EXPECT_EQ(compose_confirmation(data().to_json(), base_url).text.find("already has an"), std::string::npos);
}

TEST(ConfirmationMail, TakesNoMarkupAndNoLinksFromNames) // R-MAIL-7
{
    auto hostile = data();
    hostile.name = "<script>alert(1)</script>";
    hostile.organisation = "Visit http://evil.example/now";
    const auto mail = compose_confirmation(hostile.to_json(), base_url);
    EXPECT_EQ(mail.html.find("<script>alert"), std::string::npos);
    EXPECT_EQ(mail.html.find("http://evil"), std::string::npos);
    EXPECT_EQ(mail.text.find("http://evil"), std::string::npos);
}

TEST(ConfirmationMail, RefusesWhatIsNoneOfOurs)
{
    for (const auto* bad : {"", "[]", "{}", R"({"token":1})"})
        EXPECT_THROW((void)compose_confirmation(bad, base_url), std::invalid_argument) << bad;
}

TEST(PasswordMails, HaveTheLinkOnALineOfItsOwn)
{
    const auto reset = accounts::compose_reset(accounts::ResetData{token}.to_json(), base_url);
    EXPECT_TRUE(has_line(reset.text, "https://safety.example/reset/" + token)) << reset.text;
    const auto changed = accounts::compose_changed(
        accounts::ChangedData{base::from_microseconds(1'795'402'800'000'000)}.to_json(), base_url);
    EXPECT_TRUE(has_line(changed.text, "https://safety.example/forgot-password")) << changed.text;
    EXPECT_NE(changed.text.find("2026"), std::string::npos);
    EXPECT_THROW((void)accounts::compose_reset("{}", base_url), std::invalid_argument);
    EXPECT_THROW((void)accounts::compose_changed("{}", base_url), std::invalid_argument);
}

} // namespace
} // namespace assetbuddy::organisations
