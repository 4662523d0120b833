// EXT-4: what somebody from outside has to do, and nothing of anybody else's.

#include <gtest/gtest.h>

#include "access/external.h"
#include "defects/assign.h"
#include "defects/close_out.h"
#include "defects/contractor_dashboard.h"
#include "defects/pages.h"
#include "defects/parts.h"
#include "defects/verify.h"
#include "organisations/home.h"
#include "testing/browser.h"
#include "testing/databases.h"
#include "testing/defects.h"

namespace assetbuddy::defects {
namespace {

using access::Role;
using testing_support::code_of;
using testing_support::Person;

class ContractorsWork : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    testing_support::TestDatabase database_{GetParam()};
    testing_support::World world_{database_.database()};
    base::AssetId asset_ = testing_support::add_asset(world_, world_.home.id, world_.home.site);
    Person dana_ = contractor("dana@example.org");
    Person lee_ = contractor("lee@example.org");
    bool touches_twin_ = false;

    void TearDown() override
    {
        if (touches_twin_) return;
        EXPECT_EQ(world_.changes_in_twin(), "");
    }
    Person contractor(const std::string& email)
    {
        return world_.add_person(
            world_.home.id, {.name = "Dana Fitter", .email = email, .role = Role::contractor, .is_external = true});
    }
    Defect given(const Person& person, const std::string& title, const std::string& due_on = {})
    {
        world_.clock.advance(std::chrono::seconds{1});
        const auto defect = testing_support::report_defect(world_, world_.home.owner, asset_,
                                                           {.title = title, .severity = "high", .due_on = due_on});
        return give(defect, {.user = person.user});
    }
    Defect give(const Defect& defect, const Assignee& to)
    {
        return world_.as(world_.home.owner, [&](access::Call& call) { return assign(call, defect.id, to); }).value();
    }
    Defect closed_out(const Person& person, const Defect& defect)
    {
        world_.clock.advance(std::chrono::seconds{1});
        return world_.as(person, [&](access::Call& call) { return close_out(call, defect.id, {.notes = "Mended"}); })
            .value();
    }
    void approved(const Defect& defect)
    {
        world_.clock.advance(std::chrono::seconds{1});
        ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return approve(call, defect.id); }));
    }
    base::Result<ContractorDashboard> seen_by(const Person& person)
    {
        return world_.look_as(person, contractor_dashboard);
    }
    static std::string titles(const OwnDefects& own)
    {
        std::string all;
        for (const auto& each : own.defects) all += (all.empty() ? "" : ", ") + each.defect.title;
        return all;
    }
    std::string day(int from_today)
    {
        const auto date = std::chrono::floor<std::chrono::days>(world_.clock.now()) + std::chrono::days{from_today};
        return base::to_iso_date(std::chrono::year_month_day{date});
    }
    void wait(std::chrono::hours time)
    {
        world_.clock.advance(time);
        for (auto* person : {&dana_, &lee_, &world_.home.owner}) person->credential = world_.sign_in(*person);
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, ContractorsWork, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(ContractorsWork, IsInThreeListsEachInTheOrderOfItsNeed)
{
    given(dana_, "Whenever");
    given(dana_, "Later", day(9));
    given(dana_, "Soon", day(2));
    const auto first = given(dana_, "First out", day(1));
    const auto second = given(dana_, "Second out");
    const auto done = given(dana_, "Done");
    closed_out(dana_, second);
    closed_out(dana_, first);
    closed_out(dana_, done);
    approved(done);
    given(lee_, "Of another");
    const auto seen = seen_by(dana_).value();
    EXPECT_EQ(titles(seen.open), "Soon, Later, Whenever");
    EXPECT_EQ(titles(seen.awaiting_verification), "First out, Second out");
    EXPECT_EQ(titles(seen.recently_closed), "Done");
    EXPECT_FALSE(seen.open.has_more);
    EXPECT_EQ(titles(seen_by(lee_)->open), "Of another");
}

TEST_P(ContractorsWork, IsForThemAlone)
{
    for (const auto role : access::all_roles()) {
        if (role == Role::contractor) continue;
        const auto person =
            role == Role::owner
                ? world_.home.owner
                : world_.add_person(world_.home.id,
                                    {.email = std::string{access::to_text(role)} + "@example.org", .role = role});
        EXPECT_EQ(code_of(seen_by(person)), "forbidden") << access::to_text(role);
    }
    const auto outside =
        world_.add_person(world_.home.id, {.email = "eve@example.org", .role = Role::engineering, .is_external = true});
    given(outside, "Hers");
    EXPECT_EQ(titles(seen_by(outside)->open), "Hers") << "whatever the role (EXT-2)";
    EXPECT_EQ(code_of(world_.look_as(Person{}, contractor_dashboard)), "sign_in_required");
}

TEST_P(ContractorsWork, GoesWithTheAssignmentAtTheNextRequest)
{
    const auto kept = given(dana_, "Kept");
    const auto moved = given(dana_, "Moved");
    const auto closed = given(dana_, "Closed out");
    closed_out(dana_, closed);
    give(moved, {.user = lee_.user});
    give(closed, {.user = lee_.user});
    EXPECT_EQ(titles(seen_by(dana_)->open), "Kept");
    EXPECT_EQ(titles(seen_by(dana_)->awaiting_verification), "");
    const auto theirs = seen_by(lee_).value();
    EXPECT_EQ(titles(theirs.open) + titles(theirs.awaiting_verification), "MovedClosed out");
    for (const auto& each : theirs.awaiting_verification.defects)
        EXPECT_EQ(each.defect.closeout_notes, "") << "the closeout of an earlier assignee is not told";
}

TEST_P(ContractorsWork, ForgetsWhatWasClosedThirtyDaysAgo)
{
    const auto done = given(dana_, "Done");
    closed_out(dana_, done);
    approved(done);
    wait(access::readable_after_closing - std::chrono::hours{1});
    EXPECT_EQ(titles(seen_by(dana_)->recently_closed), "Done");
    wait(std::chrono::hours{2});
    EXPECT_EQ(titles(seen_by(dana_)->recently_closed), "");
}

TEST_P(ContractorsWork, SaysWhomToAskAtTheSite)
{
    given(dana_, "Hook bent");
    EXPECT_FALSE(seen_by(dana_)->open.defects.at(0).contact.is_known());
    world_.execute("UPDATE sites SET contact_name = 'Gwen Gate', contact_phone = '+44 151 496 0000' WHERE id = '" +
                   world_.home.site.text() + "'");
    const auto contact = seen_by(dana_)->open.defects.at(0).contact;
    EXPECT_EQ(contact.name + contact.phone + contact.email, "Gwen Gate+44 151 496 0000");
    const auto id = seen_by(dana_)->open.defects.at(0).defect.id.text();
    testing_support::Browser browser{world_};
    const auto page_of = [&](const Person& person) {
        browser.sign_in_as(person);
        return browser.get(pages::show, "/defects/" + id, {{"id", id}}).body;
    };
    EXPECT_NE(page_of(dana_).find("tel:+441514960000"), std::string::npos);
    EXPECT_EQ(page_of(world_.home.owner).find("Gwen Gate"), std::string::npos) << "they have the page of the site";
}

TEST_P(ContractorsWork, IsNeverListedWithoutEnd)
{
    for (int i = 0; i < 3; ++i) given(dana_, "Hook bent", day(i));
    const auto organisation = world_.home.id.text();
    world_.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120) "
                   "INSERT INTO defects (id, organisation_id, number, asset_id, site_id, title, severity, status, "
                   "assigned_user_id, turn, reported_by, created_at) SELECT '01930000-0000-7000-8000-' || "
                   "(100000000000 + i), '" +
                   organisation + "', 1000 + i, '" + asset_.text() + "', '" + world_.home.site.text() +
                   "', 'Many', 2, 'in_progress', '" + dana_.user.text() + "', 1, '" + world_.home.owner.user.text() +
                   "', 1 FROM n");
    const auto seen = seen_by(dana_).value();
    EXPECT_EQ(seen.open.defects.size(), 100U);
    EXPECT_TRUE(seen.open.has_more);
    EXPECT_EQ(seen.open.defects.at(0).defect.title, "Hook bent") << "what has a day comes first";
    testing_support::Browser browser{world_};
    browser.sign_in_as(dana_);
    const auto page = browser.get(pages::show_contractor, "/contractor").body;
    EXPECT_NE(page.find("100+ defects to do"), std::string::npos);
    EXPECT_NE(page.find("/defects?status=not_closed"), std::string::npos);
}

TEST_P(ContractorsWork, TellsWhatWaitsInTheOtherOrganisations)
{
    touches_twin_ = true;
    EXPECT_TRUE(world_
                    .look_as(dana_,
                             [](access::Call& call) -> base::Result<std::vector<ElsewhereOpen>> {
                                 return list_elsewhere(call);
                             })
                    ->empty());
    const auto there = world_.add_person(
        world_.twin.id,
        {.email = "dana@example.org", .role = Role::contractor, .is_external = true, .account = dana_.account});
    const auto asset = testing_support::add_asset(world_, world_.twin.id, world_.twin.site);
    for (const auto* title : {"One", "Two"}) {
        const auto defect =
            testing_support::report_defect(world_, world_.twin.owner, asset, {.title = title, .severity = "low"});
        ASSERT_TRUE(world_.as(world_.twin.owner,
                              [&](access::Call& call) { return assign(call, defect.id, {.user = there.user}); }));
    }
    testing_support::Browser browser{world_};
    browser.sign_in_as(dana_);
    const auto page = browser.get(pages::show_contractor, "/contractor").body;
    EXPECT_NE(page.find(world_.twin.id.text()), std::string::npos);
    EXPECT_NE(page.find("2 to do"), std::string::npos);
    EXPECT_EQ(page.find("One<"), std::string::npos) << "how many, and nothing more";
    world_.execute("UPDATE users SET is_active = 0 WHERE id = '" + there.user.text() + "'");
    EXPECT_EQ(browser.get(pages::show_contractor, "/contractor").body.find("Your other organisations"),
              std::string::npos);
}

TEST_P(ContractorsWork, OffersTheNextStepAndTeachesWhereThereIsNone)
{
    testing_support::Browser browser{world_};
    browser.sign_in_as(dana_);
    const auto page = [&] { return browser.get(pages::show_contractor, "/contractor").body; };
    EXPECT_NE(page().find("Nothing to do yet"), std::string::npos);
    const auto defect = given(dana_, "Hook bent", day(0));
    const auto close_out_address = "/defects/" + defect.id.text() + "/close-out";
    EXPECT_NE(page().find(close_out_address), std::string::npos);
    EXPECT_EQ(page().find("work-overdue"), std::string::npos);
    ASSERT_TRUE(world_.as(dana_, [&](access::Call& call) { return await_parts(call, defect.id); }));
    EXPECT_EQ(page().find(close_out_address), std::string::npos);
    EXPECT_NE(page().find("/resume"), std::string::npos);
    wait(std::chrono::hours{48});
    browser.sign_in_as(dana_);
    EXPECT_NE(page().find("work-overdue"), std::string::npos);
}

TEST_P(ContractorsWork, IsTheirHome)
{
    const auto home = [&](const Person& person) {
        return world_
            .look_as(person,
                     [](access::Call& call) -> base::Result<std::string> {
                         return organisations::home_of(call.actor).text();
                     })
            .value();
    };
    EXPECT_EQ(home(dana_), "/contractor");
    EXPECT_EQ(home(world_.add_person(world_.home.id,
                                     {.email = "e@example.org", .role = Role::director, .is_external = true})),
              "/contractor");
    EXPECT_NE(home(world_.home.owner), "/contractor");
}

} // namespace
} // namespace assetbuddy::defects
