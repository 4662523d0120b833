#include "access/visit.h"

#include <gtest/gtest.h>

#include "access/limits.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::access {
namespace {

using namespace std::chrono_literals;
namespace http = platform::http;

class Visits : public testing::Test {
  protected:
    testing_support::TestDatabase database_{platform::sql::Engine::sqlite};
    testing_support::World world_{database_.database()};

    static http::Request with_cookies(const std::vector<http::Cookie>& cookies)
    {
        http::Request request;
        std::string header;
        for (const auto& cookie : cookies) header += (header.empty() ? "" : "; ") + cookie.name + "=" + cookie.value;
        if (!header.empty()) request.headers.emplace_back("cookie", header);
        return request;
    }
};

TEST_F(Visits, FormTokensFitTheirOwnBrowserOnly)
{
    http::Request first;
    Visit shown{first, world_.kernel};
    const auto token = shown.form_token();
    ASSERT_EQ(shown.cookies.size(), 1U);

    auto same = with_cookies(shown.cookies);
    EXPECT_TRUE((Visit{same, world_.kernel}.is_form_token(token)));
    http::Request none;
    EXPECT_FALSE((Visit{none, world_.kernel}.is_form_token(token)));

    http::Request other_request;
    Visit other{other_request, world_.kernel};
    other.form_token();
    auto other_browser = with_cookies(other.cookies);
    EXPECT_FALSE((Visit{other_browser, world_.kernel}.is_form_token(token)));
    for (const auto* broken : {"", "x", "AAAA"}) EXPECT_FALSE((Visit{same, world_.kernel}.is_form_token(broken)));
}

/// BREACH: the same secret never looks the same twice.
TEST_F(Visits, FormTokensAreMaskedAnew)
{
    http::Request request;
    Visit visit{request, world_.kernel};
    const auto one = visit.form_token();
    const auto other = visit.form_token();
    EXPECT_NE(one, other);
    auto same = with_cookies(visit.cookies);
    EXPECT_TRUE((Visit{same, world_.kernel}.is_form_token(one)));
    EXPECT_TRUE((Visit{same, world_.kernel}.is_form_token(other)));
}

TEST_F(Visits, SigningInChangesWhatFormsAreBoundTo)
{
    http::Request anonymous;
    Visit before{anonymous, world_.kernel};
    const auto token = before.form_token();
    before.set_session_cookie(platform::crypto::make_token(world_.kernel.random));
    auto signed_in = with_cookies(before.cookies);
    Visit after{signed_in, world_.kernel};
    EXPECT_TRUE(after.signed_in_claimed());
    EXPECT_FALSE(after.is_form_token(token));
}

/// Section 4: the accept cookie dies after 30 minutes, whatever the browser keeps.
TEST_F(Visits, AcceptCookieLivesThirtyMinutesAndHidesTheToken)
{
    const auto token = platform::crypto::make_token(world_.kernel.random);
    http::Request request;
    Visit visit{request, world_.kernel};
    visit.set_accept_cookie(token);
    EXPECT_EQ(visit.cookies.front().value.find(token), std::string::npos);

    auto later = with_cookies(visit.cookies);
    world_.clock.advance(30min - 1us);
    EXPECT_EQ((Visit{later, world_.kernel}.accept_token()), token);
    world_.clock.advance(1us);
    EXPECT_EQ((Visit{later, world_.kernel}.accept_token()), "");
}

TEST_F(Visits, ForgedSealedCookiesAreNothing)
{
    auto request = with_cookies({{"assetbuddy_inv", "AAAAAAAAAAAAAAAAAAAAAAAA", std::nullopt, false}});
    EXPECT_EQ((Visit{request, world_.kernel}.accept_token()), "");
}

TEST_F(Visits, FlashIsReadOnce)
{
    http::Request request;
    Visit visit{request, world_.kernel};
    visit.flash("Invitation sent to ivy@harbour.example; done.");
    auto next = with_cookies(visit.cookies);
    Visit reader{next, world_.kernel};
    EXPECT_EQ(reader.take_flash(), "Invitation sent to ivy@harbour.example; done.");
    ASSERT_EQ(reader.cookies.size(), 1U);
    EXPECT_EQ(reader.cookies.front().max_age_seconds, 0);
}

/// R-SESS-1: prefix, Secure, HttpOnly, SameSite, Path, no Domain.
TEST_F(Visits, SessionCookieHasEveryAttribute)
{
    world_.kernel.policy.base_url = "https://assets.example";
    http::Request request;
    Visit visit{request, world_.kernel};
    visit.set_session_cookie(platform::crypto::make_token(world_.kernel.random));
    const auto header = visit.cookies.front().to_header();
    EXPECT_TRUE(header.starts_with("__Host-assetbuddy="));
    for (const auto* part : {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"})
        EXPECT_NE(header.find(part), std::string::npos) << part;
    EXPECT_EQ(header.find("Domain"), std::string::npos);
}

/// R-SESS-7: only the cookie names a session.
TEST_F(Visits, SessionsComeFromTheCookieAlone)
{
    const auto token = platform::crypto::make_token(world_.kernel.random);
    http::Request request;
    request.query = {{"assetbuddy", token}};
    request.headers = {{"authorization", "Bearer " + token}, {"assetbuddy", token}};
    EXPECT_FALSE((Visit{request, world_.kernel}.signed_in_claimed()));
}

} // namespace
} // namespace assetbuddy::access
