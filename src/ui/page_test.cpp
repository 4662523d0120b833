#include "ui/page.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "testing/easel.h"

namespace assetbuddy::ui {
namespace {

using testing_support::Easel;

PageParts plain()
{
    PageParts parts;
    parts.title = "Users";
    parts.section = Section::users;
    return parts;
}

std::string drawn(access::Actor::Facts facts, PageParts parts = plain(), std::vector<access::Place> places = {})
{
    Easel easel;
    auto visit = easel.visit();
    return page(visit, Easel::frame(std::move(facts), std::move(places)), std::move(parts)).body;
}

bool holds(const std::string& body, std::string_view text)
{
    return body.find(text) != std::string::npos;
}

access::Place place(std::string id, std::string name, bool is_active)
{
    return {base::OrganisationId{std::move(id)},
            std::move(name),
            base::UserId{},
            "Maya",
            access::Role::operator_,
            is_active};
}

TEST(Page, ShowsOnlyRoomsTheActorMaySee)
{
    for (const auto role : access::all_roles()) {
        auto facts = Easel::facts();
        facts.role = role;
        facts.is_external = role == access::Role::contractor;
        const access::Actor actor{facts};
        const auto body = drawn(facts);
        EXPECT_EQ(holds(body, "href=\"/users\""), actor.may(access::Permission::users_view)) << access::to_text(role);
        EXPECT_EQ(holds(body, "href=\"/sites\""), actor.may(access::Permission::sites_view)) << access::to_text(role);
        EXPECT_TRUE(holds(body, "href=\"/profile\""));
        EXPECT_TRUE(holds(body, "action=\"/sign-out\""));
    }
}

TEST(Page, MarksTheRoomOnesIsIn)
{
    EXPECT_TRUE(holds(drawn(Easel::facts()), "href=\"/users\" aria-current=\"page\""));
    EXPECT_FALSE(holds(drawn(Easel::facts()), "href=\"/sites\" aria-current=\"page\""));
}

TEST(Page, OffersOtherPlacesOnlyWhereThereAreSome)
{
    const auto here = place(Easel::facts().organisation.text(), "Northgate Engineering", true);
    EXPECT_FALSE(holds(drawn(Easel::facts(), plain(), {here}), "/session/switch"));
    EXPECT_FALSE(holds(drawn(Easel::facts(), plain(), {here, place("b", "Gone Ltd", false)}), "/session/switch"));
    const auto body =
        drawn(Easel::facts(), plain(), {here, place("b", "Other <b>Ltd</b>", true), place("c", "Gone Ltd", false)});
    EXPECT_TRUE(holds(body, "action=\"/session/switch\""));
    EXPECT_TRUE(holds(body, "name=\"organisation_id\" value=\"b\""));
    EXPECT_TRUE(holds(body, "Other &lt;b&gt;Ltd&lt;/b&gt;"));
    EXPECT_FALSE(holds(body, "Gone Ltd"));
}

TEST(Page, RemindsOfTheUnconfirmedEmailAndOfTheMissingMailServer)
{
    EXPECT_FALSE(holds(drawn(Easel::facts()), "Confirm your email"));
    EXPECT_FALSE(holds(drawn(Easel::facts()), "No mail server is set up"));
    auto facts = Easel::facts();
    facts.email_confirmed = false;
    EXPECT_TRUE(holds(drawn(facts), "Confirm your email"));
    auto about_mail = plain();
    about_mail.mail = MailMatters::yes;
    EXPECT_TRUE(holds(drawn(Easel::facts(), about_mail), "No mail server is set up"));
}

TEST(Page, SaysInTheWindowTitleThatAFormCameBack)
{
    auto parts = plain();
    parts.status = 422;
    EXPECT_TRUE(holds(drawn(Easel::facts(), parts), "<title>Please check: Users · AssetBuddy</title>"));
}

TEST(Page, ShowsTheFlashMessageOnceAndEscaped)
{
    Easel before;
    auto earlier = before.visit();
    earlier.flash("Invitation sent to <b>tom@example.org</b>");
    ASSERT_FALSE(earlier.cookies.empty());
    Easel easel;
    easel.request.headers.emplace_back("cookie", earlier.cookies.back().name + "=" + earlier.cookies.back().value);
    auto visit = easel.visit();
    const auto body = page(visit, Easel::frame(Easel::facts()), plain()).body;
    EXPECT_TRUE(holds(body, "role=\"status\""));
    EXPECT_TRUE(holds(body, "Invitation sent to &lt;b&gt;tom@example.org"));
    const auto taken =
        std::ranges::any_of(visit.cookies, [](const auto& cookie) { return cookie.max_age_seconds == 0; });
    EXPECT_TRUE(taken) << "the message is taken off";
}

TEST(FocusedPage, SendsNoReferrerAndIsNotIndexedOrKept)
{
    Easel easel;
    auto visit = easel.visit();
    FocusedParts parts;
    parts.title = "Sign in";
    const auto response = focused_page(visit, std::move(parts));
    EXPECT_EQ(response.header("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(response.header("X-Robots-Tag"), "noindex");
    EXPECT_EQ(response.header("Cache-Control"), "no-store");
    EXPECT_FALSE(holds(response.body, "<nav"));
}

TEST(FocusedPage, SaysHowToSignInAndWhenToComeAgain)
{
    const auto of_status = [](int status) {
        Easel easel;
        auto visit = easel.visit();
        FocusedParts parts;
        parts.status = status;
        return focused_page(visit, std::move(parts));
    };
    EXPECT_TRUE(of_status(401).header("WWW-Authenticate"));
    EXPECT_FALSE(of_status(403).header("WWW-Authenticate"));
    EXPECT_EQ(of_status(429).header("Retry-After"), "60");
    EXPECT_FALSE(of_status(200).header("Retry-After"));
}

std::string way_after_signing_in(platform::http::Method method, std::string path, platform::http::Pairs query = {})
{
    Easel easel;
    easel.request.method = method;
    easel.request.path = std::move(path);
    easel.request.query = std::move(query);
    auto visit = easel.visit();
    const auto response = refusal(visit, base::Error{"sign_in_required"});
    EXPECT_EQ(response.status, 303);
    return std::string{response.header("Location").value_or("")};
}

TEST(Refusal, LeadsToSignInAndBack)
{
    using enum platform::http::Method;
    EXPECT_EQ(way_after_signing_in(get, "/users", {{"q", "a b"}}), "/sign-in?next=%2Fusers%3Fq%3Da%2520b");
    EXPECT_EQ(way_after_signing_in(get, "/"), "/sign-in");
    EXPECT_EQ(way_after_signing_in(post, "/users/invite"), "/sign-in") << "a form cannot be sent again by a redirect";
    EXPECT_EQ(way_after_signing_in(get, "//evil.example/"), "/sign-in");
    EXPECT_EQ(way_after_signing_in(get, "/\\evil.example/"), "/sign-in");
}

TEST(Refusal, IsAPageWithTheStatusOfItsCode)
{
    Easel easel;
    auto visit = easel.visit();
    const auto response = refusal(visit, base::Error{"role_above_own", "role", "Choose <another> role."});
    EXPECT_EQ(response.status, 403);
    EXPECT_TRUE(holds(response.body, "Choose &lt;another&gt; role."));
    EXPECT_FALSE(holds(response.body, easel.request.request_id)) << "only faults name their request";
}

TEST(Refusal, OfAFaultTellsOnlyTheRequest)
{
    Easel easel;
    const auto response = refusal_page(easel.request, base::Error{"internal"});
    EXPECT_EQ(response.status, 500);
    EXPECT_TRUE(holds(response.body, easel.request.request_id));
    EXPECT_EQ(refusal_page(easel.request, base::Error{"unavailable"}.with("retry_after", std::int64_t{9}))
                  .header("Retry-After"),
              "9");
    EXPECT_EQ(refusal_page(easel.request, base::Error{"rate_limited"}).header("Retry-After"), "60");
}

} // namespace
} // namespace assetbuddy::ui
