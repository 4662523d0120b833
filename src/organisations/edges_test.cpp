// The pages and the API of accounts and organisations, as a browser meets them.

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "accounts/api.h"
#include "accounts/letter.h"
#include "accounts/pages.h"
#include "organisations/api.h"
#include "organisations/letter.h"
#include "organisations/pages.h"
#include "organisations/session_api.h"
#include "platform/crypto/crypto.h"
#include "testing/browser.h"
#include "testing/databases.h"
#include "testing/letters.h"
#include "testing/world.h"

namespace assetbuddy::organisations {
namespace {

namespace http = platform::http;
using testing_support::Browser;
using testing_support::everybodys_password;
using testing_support::TestDatabase;
using testing_support::World;

constexpr auto chosen = "seven quiet otters juggling";

class Edges : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    Edges() { world.kernel.policy.sign_up = access::SignUp::open; }

    static bool says(const http::Response& response, std::string_view words)
    {
        return response.body.find(words) != std::string::npos;
    }
    static std::string location(const http::Response& response)
    {
        return std::string{response.header("location").value_or("")};
    }
    static boost::json::object json_of(const http::Response& response)
    {
        return boost::json::parse(response.body).as_object();
    }
    static std::string text(const boost::json::value& value) { return std::string{value.as_string()}; }
    std::string credentials(std::string_view password) const
    {
        return R"({"email":")" + world.home.owner.email + R"(","password":")" + std::string{password} + R"("})";
    }
    http::Response sign_up_form(const Browser::Pairs& fields)
    {
        return browser.post(pages::submit_sign_up, "/sign-up", fields);
    }

    TestDatabase file{GetParam()};
    World world{file.database()};
    Browser browser{world};
};
INSTANTIATE_TEST_SUITE_P(Engines, Edges, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Edges, SignUpOverTheApi)
{
    const auto made = browser.call(
        api::sign_up, "/api/v1/organisations",
        R"({"organisation":"Newcomer Ltd","name":"Nina New","email":"nina@newcomer.example","password":"seven quiet otters juggling"})");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(text(json_of(made).at("organisation").at("name")), "Newcomer Ltd");
    EXPECT_EQ(text(json_of(made).at("user").at("role")), "owner");
    EXPECT_EQ(made.body.find(chosen), std::string::npos);
    const auto code =
        ConfirmationData::from_json(testing_support::newest_letter(world, confirmation_kind, "nina@newcomer.example"))
            .code;
    EXPECT_EQ(made.body.find(code), std::string::npos);

    const auto me = browser.get(session_api::show_me, "/api/v1/me");
    ASSERT_EQ(me.status, 200) << me.body;
    EXPECT_EQ(text(json_of(me).at("user").at("email")), "nina@newcomer.example");
    EXPECT_EQ(json_of(me).at("organisations").as_array().size(), 1U);
    EXPECT_GT(json_of(me).at("permissions").as_array().size(), 10U);
    EXPECT_EQ(browser.call(session_api::confirm, "/api/v1/session/confirm", R"({"code":"00"})").status, 422);
    EXPECT_EQ(browser.call(session_api::confirm, "/api/v1/session/confirm", R"({"code":")" + code + R"("})").status,
              204);
}

TEST_P(Edges, SessionsOverTheApi)
{
    EXPECT_EQ(browser.get(session_api::show_me, "/api/v1/me").status, 401);
    const auto wrong = browser.call(session_api::sign_in, "/api/v1/session", credentials("wrong wrong wrong"));
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(text(json_of(wrong).at("code")), "wrong_credentials");
    const auto unknown = browser.call(session_api::sign_in, "/api/v1/session",
                                      R"({"email":"a@b.example","password":"x","role":"owner"})");
    EXPECT_EQ(unknown.status, 422);
    EXPECT_TRUE(says(unknown, "unknown_field"));
    EXPECT_EQ(
        browser.call(session_api::sign_in, "/api/v1/session", R"({"email":["a@b.example"],"password":"x"})").status,
        422);

    const auto right = browser.call(session_api::sign_in, "/api/v1/session", credentials(everybodys_password));
    ASSERT_EQ(right.status, 200) << right.body;
    EXPECT_EQ(text(json_of(right).at("organisation").at("id")), world.home.id.text());
    EXPECT_EQ(browser.get(session_api::show_me, "/api/v1/me").status, 200);
    EXPECT_EQ(browser.get(api::show, "/api/v1/organisation").status, 200);
    EXPECT_EQ(browser
                  .call(session_api::switch_place, "/api/v1/session",
                        R"({"organisation_id":")" + world.twin.id.text() + R"("})")
                  .status,
              404);
    const auto out = browser.call(session_api::sign_out, "/api/v1/session", "");
    EXPECT_EQ(out.status, 204);
    EXPECT_EQ(out.header("clear-site-data"), R"("cache", "storage")");
    EXPECT_EQ(browser.get(session_api::show_me, "/api/v1/me").status, 401);
}

TEST_P(Edges, OwnDetailsOverTheApi)
{
    browser.sign_in_as(world.home.owner);
    const auto edited =
        browser.call(session_api::edit_me, "/api/v1/me", R"({"name":"Olive T. Owner","phone":"+44 20 7946 0000"})");
    ASSERT_EQ(edited.status, 200) << edited.body;
    EXPECT_EQ(text(json_of(edited).at("user").at("name")), "Olive T. Owner");
    EXPECT_EQ(browser.call(session_api::edit_me, "/api/v1/me", R"({"name":""})").status, 422);
    EXPECT_EQ(browser.call(session_api::edit_me, "/api/v1/me", R"({"role":"director"})").status, 422);
    EXPECT_EQ(
        browser.call(session_api::edit_me, "/api/v1/me", R"({"name":"Late"})", {}, {{"if-match", "\"1\""}}).status,
        412);
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(Edges, SignInGoesOnlyToPathsOfOurs) // R-WEB-6
{
    struct Case {
        std::string next;
        std::string wanted;
    };
    for (const auto& [next, wanted] :
         {Case{"/sites?cursor=a", "/sites?cursor=a"}, Case{"", "/"}, Case{"//evil.example", "/"},
          Case{"/\\evil.example", "/"}, Case{"https://evil.example/", "/"}, Case{"javascript:x", "/"}}) {
        Browser fresh{world};
        const auto answer = fresh.post(
            accounts::pages::submit_sign_in, "/sign-in",
            {{"email", world.home.owner.email}, {"password", std::string{everybodys_password}}, {"next", next}});
        EXPECT_EQ(answer.status, 303) << answer.body;
        EXPECT_EQ(location(answer), wanted);
    }
}

TEST_P(Edges, ARefusedSignInKeepsTheAddressButNotThePassword)
{
    const auto page = browser.post(accounts::pages::submit_sign_in, "/sign-in",
                                   {{"email", world.home.owner.email}, {"password", "never shown again"}});
    EXPECT_EQ(page.status, 401);
    EXPECT_TRUE(says(page, world.home.owner.email));
    EXPECT_FALSE(says(page, "never shown again"));
    EXPECT_TRUE(says(page, "autocomplete=\"current-password\""));
    EXPECT_TRUE(says(page, "autocomplete=\"username\"")) << "R-AUTH-13";
}

TEST_P(Edges, SignUpPageSuggestsAPassphraseWithoutScript)
{
    EXPECT_TRUE(says(browser.get(pages::show_sign_up, "/sign-up"), "autocomplete=\"new-password\""));
    const auto suggested = sign_up_form({{"organisation", "Newcomer Ltd"},
                                         {"name", ""},
                                         {"email", ""},
                                         {"password", "typed before"},
                                         {"suggest", "yes"}});
    EXPECT_EQ(suggested.status, 200);
    EXPECT_TRUE(says(suggested, "Newcomer Ltd")) << "what was typed stays";
    EXPECT_FALSE(says(suggested, "typed before"));
    const auto at = suggested.body.find("id=\"field-password\"");
    ASSERT_NE(at, std::string::npos);
    EXPECT_NE(suggested.body.find("type=\"text\"", at), std::string::npos);
}

TEST_P(Edges, SignUpPagesLeadToTheProof)
{
    const auto refused =
        sign_up_form({{"organisation", ""}, {"name", "Nina New"}, {"email", "nina@"}, {"password", "short"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(says(refused, "Nina New"));
    EXPECT_FALSE(says(refused, "value=\"short\""));
    const auto done = sign_up_form({{"organisation", "Newcomer Ltd"},
                                    {"name", "Nina New"},
                                    {"email", "nina@newcomer.example"},
                                    {"password", chosen}});
    ASSERT_EQ(location(done), "/confirm") << done.body;
    const auto code_page = browser.get(pages::show_confirm, "/confirm");
    EXPECT_TRUE(says(code_page, "one-time-code"));
    EXPECT_EQ(browser.post(pages::submit_confirm, "/confirm", {{"code", ""}}).status, 422);
    EXPECT_EQ(browser.post(pages::resend_confirmation, "/confirm/resend", {}).status, 429);
    const auto code =
        ConfirmationData::from_json(testing_support::newest_letter(world, confirmation_kind, "nina@newcomer.example"))
            .code;
    EXPECT_EQ(location(browser.post(pages::submit_confirm, "/confirm", {{"code", platform::crypto::shown_code(code)}})),
              "/");
    EXPECT_EQ(location(browser.get(pages::start, "/")), "/dashboard");
}

TEST_P(Edges, TheConfirmationLinkLeavesTheAddressBarAtOnce)
{
    ASSERT_EQ(location(sign_up_form({{"organisation", "Newcomer Ltd"},
                                     {"name", "Nina New"},
                                     {"email", "nina@newcomer.example"},
                                     {"password", chosen}})),
              "/confirm");
    const auto token =
        ConfirmationData::from_json(testing_support::newest_letter(world, confirmation_kind, "nina@newcomer.example"))
            .token;
    Browser elsewhere{world};
    const auto opened = elsewhere.get(pages::open_confirmation, "/confirm/" + token, {{"token", token}});
    EXPECT_EQ(opened.status, 303);
    EXPECT_EQ(location(opened), "/confirm");
    EXPECT_EQ(opened.header("referrer-policy"), "no-referrer");
    for (int i = 0; i < 5; ++i) {
        const auto page = elsewhere.get(pages::show_confirm, "/confirm");
        EXPECT_EQ(page.status, 200);
        EXPECT_FALSE(says(page, token));
    }
    EXPECT_EQ(elsewhere.post(pages::submit_confirm, "/confirm", {{"password", "wrong wrong wrong"}}).status, 401);
    EXPECT_EQ(location(elsewhere.post(pages::submit_confirm, "/confirm", {{"password", chosen}})), "/");
    EXPECT_EQ(location(elsewhere.get(pages::start, "/")), "/dashboard");
}

TEST_P(Edges, ForgottenPasswordPages)
{
    const auto known =
        browser.post(accounts::pages::submit_forgot, "/forgot-password", {{"email", world.home.owner.email}});
    const auto unknown =
        browser.post(accounts::pages::submit_forgot, "/forgot-password", {{"email", "nobody@harbour.example"}});
    EXPECT_EQ(known.status, 200);
    EXPECT_EQ(known.body, unknown.body) << "R-AUTH-10";
    const auto token = accounts::ResetData::from_json(
                           testing_support::newest_letter(world, accounts::reset_kind, world.home.owner.email))
                           .token;
    EXPECT_EQ(location(browser.get(accounts::pages::open_reset, "/reset/" + token, {{"token", token}})), "/reset");
    EXPECT_FALSE(says(browser.get(accounts::pages::show_reset, "/reset"), token));
    EXPECT_EQ(browser.post(accounts::pages::submit_reset, "/reset", {{"password", "short"}}).status, 422);
    EXPECT_TRUE(says(browser.post(accounts::pages::submit_reset, "/reset", {{"suggest", "yes"}}), "Suggest another"));
    EXPECT_EQ(location(browser.post(accounts::pages::submit_reset, "/reset", {{"password", chosen}})), "/sign-in");
    browser.get(accounts::pages::open_reset, "/reset/" + token, {{"token", token}});
    EXPECT_EQ(browser.get(accounts::pages::show_reset, "/reset").status, 410);
    Browser other{world};
    EXPECT_EQ(other.get(accounts::pages::show_reset, "/reset").status, 200) << "without a link it asks to open one";
}

TEST_P(Edges, ProfileAndOwnPassword)
{
    EXPECT_EQ(location(browser.get(pages::show_profile, "/profile")), "/sign-in?next=%2Fprofile");
    browser.sign_in_as(world.home.owner);
    const auto page = browser.get(pages::show_profile, "/profile");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(says(page, "Harbour Works"));
    EXPECT_TRUE(says(page, "All sites"));
    EXPECT_EQ(
        browser.post(pages::submit_profile, "/profile", {{"name", ""}, {"job_title", "Boss"}, {"version", "1"}}).status,
        422);
    EXPECT_EQ(location(browser.post(pages::submit_profile, "/profile",
                                    {{"name", "Olive O."}, {"job_title", "Boss"}, {"version", "1"}})),
              "/profile");
    EXPECT_EQ(browser.post(pages::submit_profile, "/profile", {{"name", "Late"}, {"version", "1"}}).status, 412);
    const auto change = [&](std::string_view current, std::string_view fresh) {
        return browser.post(accounts::pages::submit_change_password, "/profile/password",
                            {{"current", std::string{current}}, {"new", std::string{fresh}}});
    };
    EXPECT_EQ(change("wrong wrong wrong", chosen).status, 401);
    EXPECT_EQ(change(everybodys_password, "short").status, 422);
    EXPECT_EQ(location(change(everybodys_password, chosen)), "/profile");
    EXPECT_EQ(browser.get(pages::show_profile, "/profile").status, 200) << "signed in under a new id";
}

TEST_P(Edges, TheFrontDoor)
{
    EXPECT_TRUE(says(browser.get(pages::start, "/"), "href=\"/sign-up\""));
    world.kernel.policy.sign_up = access::SignUp::closed;
    EXPECT_FALSE(says(browser.get(pages::start, "/"), "href=\"/sign-up\""));
    EXPECT_EQ(browser.get(pages::show_sign_up, "/sign-up").status, 403);
    EXPECT_EQ(location(browser.get(accounts::pages::show_sign_in, "/sign-in")), "");
    browser.sign_in_as(world.home.owner);
    EXPECT_EQ(location(browser.get(accounts::pages::show_sign_in, "/sign-in")), "/");
    EXPECT_EQ(location(browser.post(accounts::pages::sign_out, "/sign-out", {})), "/sign-in");
    EXPECT_TRUE(says(browser.get(pages::start, "/"), "Welcome"));
}

} // namespace
} // namespace assetbuddy::organisations
