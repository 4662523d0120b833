#include "invitations/pages.h"

#include "invitations/api.h"
#include "platform/crypto/crypto.h"
#include "testing/browser.h"
#include "testing/invitations.h"

namespace assetbuddy::invitations {
namespace {

using access::Role;
using assetbuddy::testing_support::Browser;
using testing_support::good_password;

class InvitationPages : public testing_support::InvitationsTest {
  protected:
    Browser invitee_{world_};
    Browser owner_{world_};

    void SetUp() override { owner_.sign_in_as(world_.home.owner); }
    static bool says(const platform::http::Response& response, std::string_view words)
    {
        return response.body.find(words) != std::string::npos;
    }
    static std::string location(const platform::http::Response& response)
    {
        return std::string{response.header("location").value_or("")};
    }
    platform::http::Response open(Browser& browser, const std::string& token)
    {
        return browser.get(pages::open_link, "/invitations/" + token, {{"token", token}});
    }
    platform::http::Response enter_code(Browser& browser, const std::string& code)
    {
        return browser.post(pages::submit_accept, "/accept", {{"code", code}});
    }
    platform::http::Response join(Browser& browser, const std::string& password)
    {
        return browser.post(pages::submit_accept, "/accept",
                            {{"password", password}, {"name", "Nia Newcomer"}, {"job_title", ""}, {"phone", ""}});
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, InvitationPages, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(InvitationPages, LeadFromTheLinkToTheWelcomePage)
{
    const auto secrets = invited("nia@example.org");
    const auto opened = open(invitee_, secrets.token);
    EXPECT_EQ(opened.status, 303);
    EXPECT_EQ(location(opened), "/accept");
    EXPECT_EQ(opened.header("referrer-policy"), "no-referrer");
    EXPECT_EQ(opened.header("cache-control"), "no-store");
    EXPECT_TRUE(invitee_.has_cookie("assetbuddy_inv"));

    const auto code_page = invitee_.get(pages::show_accept, "/accept");
    EXPECT_EQ(code_page.status, 200);
    EXPECT_TRUE(says(code_page, "one-time-code"));
    EXPECT_FALSE(says(code_page, secrets.token));
    EXPECT_FALSE(says(code_page, "Nia Newcomer")) << "nothing of the person before the code";

    EXPECT_EQ(location(enter_code(invitee_, platform::crypto::shown_code(secrets.code))), "/accept");
    const auto place_page = invitee_.get(pages::show_accept, "/accept");
    EXPECT_TRUE(says(place_page, "new-password"));
    EXPECT_TRUE(says(place_page, "Nia Newcomer"));

    const auto weak = join(invitee_, "short");
    EXPECT_EQ(weak.status, 422);
    EXPECT_FALSE(says(weak, "value=\"short\""));
    EXPECT_EQ(location(join(invitee_, good_password)), "/welcome");
    const auto welcome = invitee_.get(pages::show_welcome, "/welcome");
    EXPECT_EQ(welcome.status, 200);
    EXPECT_TRUE(says(welcome, "Harbour Works"));
    EXPECT_TRUE(says(welcome, "Supervisor"));
    EXPECT_TRUE(says(welcome, "href=\"/sites\""));

    const auto again = invitee_.get(pages::show_accept, "/accept");
    EXPECT_EQ(again.status, 410);
    EXPECT_TRUE(says(again, "Go to the start page"));
}

TEST_P(InvitationPages, ARepeatedAcceptanceOffersToSignIn)
{
    const auto secrets = invited("nia@example.org");
    open(invitee_, secrets.token);
    enter_code(invitee_, secrets.code);
    auto unaware = invitee_; // the answer never reached this one
    ASSERT_EQ(location(join(invitee_, good_password)), "/welcome");
    const auto repeated = join(unaware, good_password);
    EXPECT_EQ(repeated.status, 410);
    EXPECT_TRUE(says(repeated, "href=\"/sign-in\""));
    EXPECT_EQ(number_of("SELECT count(*) FROM sessions s JOIN users u ON u.id = s.user_id "
                        "WHERE u.email_key = 'nia@example.org'"),
              1);
}

TEST_P(InvitationPages, OpeningAndLookingChangeNothing)
{
    const auto secrets = invited("nia@example.org");
    const auto before = world_.rows("SELECT * FROM invitations").at(0).cells();
    for (int each = 0; each < 20; ++each) {
        open(invitee_, secrets.token);
        invitee_.get(pages::show_accept, "/accept");
    }
    EXPECT_EQ(world_.rows("SELECT * FROM invitations").at(0).cells(), before);
    EXPECT_EQ(enter_code(invitee_, "").status, 422) << "a button clicked without typing";
    EXPECT_EQ(world_.rows("SELECT * FROM invitations").at(0).cells(), before);
}

TEST_P(InvitationPages, AnUnknownLinkIsNotFoundAndSetsNothing)
{
    EXPECT_EQ(open(invitee_, "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE").status, 404);
    EXPECT_FALSE(invitee_.has_cookie("assetbuddy_inv"));
    EXPECT_EQ(invitee_.get(pages::show_accept, "/accept").status, 200);
}

TEST_P(InvitationPages, AWrongCodeSaysHowManyTriesAreLeft)
{
    const auto secrets = invited("nia@example.org");
    open(invitee_, secrets.token);
    const auto wrong = enter_code(invitee_, secrets.code[0] == '7' ? "80000000" : "70000000");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_TRUE(says(wrong, "4 more tries"));
}

TEST_P(InvitationPages, EveryEndSaysWhatToDo)
{
    const auto secrets = invited("nia@example.org");
    open(invitee_, secrets.token);
    const auto shown = [&] { return invitee_.get(pages::show_accept, "/accept"); };
    world_.execute("UPDATE invitations SET state = 'locked', attempts = 5");
    EXPECT_EQ(shown().status, 423);
    world_.execute("UPDATE invitations SET state = 'revoked', attempts = 0");
    EXPECT_EQ(shown().status, 410);
    EXPECT_TRUE(says(shown(), "Olive Owner"));
    world_.execute("UPDATE invitations SET state = 'pending', expires_at = sent_at");
    EXPECT_EQ(shown().status, 410);
}

TEST_P(InvitationPages, SomebodyElseSignedInIsAskedFirst) // INV-17
{
    const auto secrets = invited("nia@example.org");
    const auto other = world_.add_person(world_.home.id, {.name = "Otto Other", .email = "otto@example.org"});
    invitee_.sign_in_as(other);
    open(invitee_, secrets.token);
    const auto page = invitee_.get(pages::show_accept, "/accept");
    EXPECT_TRUE(says(page, "nia@example.org"));
    EXPECT_TRUE(says(page, "Otto Other"));
    EXPECT_TRUE(says(enter_code(invitee_, secrets.code), "Otto Other"));
    EXPECT_EQ(text_of("SELECT state FROM invitations"), "pending");
    EXPECT_EQ(location(invitee_.post(pages::sign_out_and_go_on, "/accept/sign-out", {})), "/accept");
    EXPECT_TRUE(says(invitee_.get(pages::show_accept, "/accept"), "one-time-code"));
}

TEST_P(InvitationPages, AnExistingAccountIsAskedForItsPassword)
{
    touches_twin_ = true; // a wrong password is noted where the account's place is
    const auto secrets = invited("oscar@harbour.example");
    open(invitee_, secrets.token);
    enter_code(invitee_, secrets.code);
    EXPECT_TRUE(says(invitee_.get(pages::show_accept, "/accept"), "current-password"));
    EXPECT_EQ(join(invitee_, good_password).status, 401);
}

TEST_P(InvitationPages, TheFormKeepsWhatWasTyped)
{
    EXPECT_EQ(owner_.get(pages::show_invite, "/users/invite").status, 200);
    const auto refused = owner_.post(pages::submit_invite, "/users/invite",
                                     {{"name", "<script>alert(1)</script>"}, {"email", "nia"}, {"role", "contractor"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(says(refused, "&lt;script&gt;alert(1)"));
    EXPECT_FALSE(says(refused, "<script>alert"));
    EXPECT_TRUE(says(refused, "field-company_name-error"));
}

TEST_P(InvitationPages, SendAndShow)
{
    const auto sent = owner_.post(
        pages::submit_invite, "/users/invite",
        {{"name", "\"><img src=x onerror=alert(1)>"}, {"email", "nia@example.org"}, {"role", "supervisor"}});
    EXPECT_EQ(location(sent), "/users?tab=invitations") << sent.body;
    const auto id = text_of("SELECT id FROM invitations");
    const auto page = owner_.get(pages::show, "/users/invitations/" + id, {{"id", id}});
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(says(page, "Waiting to be sent"));
    EXPECT_FALSE(says(page, "<img src=x"));
    const auto secrets = mailbox_.latest_to("nia@example.org");
    EXPECT_FALSE(says(page, secrets.token) || says(page, secrets.code)) << "never to the inviter (R-AUTH-12)";
    EXPECT_EQ(owner_.post(pages::submit_resend, "/", {}, {{"id", id}}).status, 429);
    const auto again = owner_.post(pages::submit_invite, "/users/invite",
                                   {{"name", "Nia"}, {"email", "nia@example.org"}, {"role", "supervisor"}});
    EXPECT_EQ(again.status, 409);
    EXPECT_TRUE(says(again, "/users/invitations/" + id + "/resend"));
    EXPECT_EQ(owner_.post(pages::submit_revoke, "/", {}, {{"id", id}}).status, 303);
    EXPECT_EQ(text_of("SELECT state FROM invitations"), "revoked");
}

TEST_P(InvitationPages, ApiAnswersOnceForOneKey)
{
    const std::string body = R"({"name":"Nia Newcomer","email":"nia@example.org","role":"supervisor"})";
    const Browser::Pairs key{{"idempotency-key", "0190a0a0-0000-4000-8000-000000000001"}};
    const auto first = owner_.call(api::send, "/api/v1/invitations", body, {}, key);
    EXPECT_EQ(first.status, 201) << first.body;
    EXPECT_TRUE(first.header("etag") && first.header("location"));
    const auto second = owner_.call(api::send, "/api/v1/invitations", body, {}, key);
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(second.body, first.body);
    EXPECT_EQ(second.header("location"), first.header("location"));
    const auto other = owner_.call(api::send, "/api/v1/invitations",
                                   R"({"name":"Nia","email":"nib@example.org","role":"supervisor"})", {}, key);
    EXPECT_EQ(other.status, 422);
    EXPECT_TRUE(says(other, "idempotency_conflict"));
    EXPECT_EQ(world_.count("invitations", world_.home.id), 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM idempotency_keys WHERE box LIKE '%nia@%'"), 0) << "sealed";
}

TEST_P(InvitationPages, ApiAcceptTakesNothingElse)
{
    const auto secrets = invited("nia@example.org");
    for (const auto* extra : {"role", "email", "organisation_id", "is_active", "is_external", "company_name"}) {
        const auto answer = invitee_.call(api::accept, "/api/v1/invitations/accept",
                                          R"({"token":")" + secrets.token + R"(","code":")" + secrets.code +
                                              R"(","password":")" + good_password + R"(",")" + extra + R"(":"owner"})");
        EXPECT_EQ(answer.status, 422) << extra;
        EXPECT_TRUE(says(answer, "unknown_field")) << extra;
    }
    EXPECT_EQ(text_of("SELECT state FROM invitations"), "pending");
    const auto accepted = invitee_.call(api::accept, "/api/v1/invitations/accept",
                                        R"({"token":")" + secrets.token + R"(","code":")" + secrets.code +
                                            R"(","password":")" + good_password + R"("})");
    EXPECT_EQ(accepted.status, 200) << accepted.body;
    EXPECT_TRUE(says(accepted, "nia@example.org"));
    EXPECT_TRUE(invitee_.has_cookie("assetbuddy"));
    EXPECT_FALSE(says(accepted, secrets.token));
}

} // namespace
} // namespace assetbuddy::invitations
