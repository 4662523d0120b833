// DSH-1: every number is that of the list it leads to, for every role, at every site.

#include <map>
#include <regex>
#include <set>

#include <boost/algorithm/string/replace.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "assets/api.h"
#include "dashboard/api.h"
#include "dashboard/build.h"
#include "dashboard/cards.h"
#include "dashboard/limits.h"
#include "dashboard/pages.h"
#include "dashboard/view.h"
#include "defects/api.h"
#include "defects/assign.h"
#include "defects/close_out.h"
#include "defects/list.h"
#include "defects/parts.h"
#include "defects/store_list.h"
#include "defects/verify.h"
#include "documents/api.h"
#include "documents/store_expiring.h"
#include "invitations/api.h"
#include "invitations/send.h"
#include "roles/configure.h"
#include "testing/browser.h"
#include "testing/databases.h"
#include "testing/defects.h"
#include "testing/world.h"

namespace assetbuddy::dashboard {
namespace {

using access::Permission;
using access::Role;
using testing_support::Browser;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class DashboardTest : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};
    base::SiteId depot_ = world_.add_site(world_.home.id, "Hill Depot");
    int documents_ = 0;
    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    Person member(Role role, const std::optional<base::SiteId>& site, const std::string& name = "")
    {
        const auto email = name + std::string{to_text(role)} + (site ? "@one.example" : "@all.example");
        return world_.add_person(world_.home.id, {.name = "Pat", .email = email, .role = role, .site = site});
    }
    static boost::json::object body_of(const platform::http::Response& response)
    {
        return boost::json::parse(response.body).as_object();
    }
    platform::http::Response shown_to(const Person& person, const std::string& query = "")
    {
        Browser browser{world_};
        browser.sign_in_as(person);
        return browser.get(api::show, "/api/v1/dashboard" + query);
    }
    std::map<std::string, std::int64_t> numbers_of(const Person& person, const std::string& query = "")
    {
        std::map<std::string, std::int64_t> numbers;
        const auto body = body_of(shown_to(person, query));
        for (const auto& card : body.at("cards").as_array())
            numbers[std::string{card.at("name").as_string()}] = card.at("count").as_int64();
        return numbers;
    }
    /// `total` of the list that a card names.
    std::int64_t total_of(const Person& person, const std::string& list)
    {
        static const std::map<std::string, Browser::Handler> handlers{
            {"/api/v1/defects", defects::api::list},
            {"/api/v1/assets", assets::api::list},
            {"/api/v1/documents/expiring", documents::api::list_expiring},
            {"/api/v1/invitations", invitations::api::list}};
        Browser browser{world_};
        browser.sign_in_as(person);
        const auto sign = list.find('?');
        const auto response = browser.get(handlers.at(list.substr(0, sign)),
                                          list + (sign == std::string::npos ? "?total=true" : "&total=true"));
        EXPECT_EQ(response.status, 200) << list << " " << response.body;
        return body_of(response).at("total").as_int64();
    }
    /// Every number of the pictures' tables that is not the total of the list it links to.
    std::string counts_that_differ(const std::string& page)
    {
        static const std::regex number{R"re(<a href="(/defects\?[^"]*)">(\d+)<span)re"};
        std::string differing;
        int found = 0;
        for (std::sregex_iterator each{page.begin(), page.end(), number}; each != std::sregex_iterator{}; ++each) {
            const auto list = boost::algorithm::replace_all_copy((*each)[1].str(), "&amp;", "&");
            if (total_of(world_.home.owner, "/api/v1" + list) != std::stoll((*each)[2].str())) differing += list + "\n";
            ++found;
        }
        const auto kinds = defects::all_severities.size() * (defects::open_statuses.size() + 1);
        EXPECT_EQ(found, kinds + 2 * charted_weeks);
        return differing;
    }
    void give(const defects::Defect& defect, const Person& person)
    {
        ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) {
            return defects::assign(call, defect.id, {.user = person.user});
        }));
    }
    void add_document(const std::string& kind, const std::string& record, int days_from_now)
    {
        const auto day = std::chrono::floor<std::chrono::days>(world_.clock.now()) + std::chrono::days{days_from_now};
        const auto number = std::to_string(100 + ++documents_);
        world_.execute("INSERT INTO documents (id, organisation_id, record_type, record_id, name, is_picture, "
                       "expires_on, created_by, created_at) VALUES ('d0930000-0000-7000-8000-000000000" +
                       number + "', '" + world_.home.id.text() + "', '" + kind + "', '" + record + "', 'Paper " +
                       number + "', 0, '" + base::to_iso_date(day) + "', '" + world_.home.owner.user.text() + "', 1)");
    }

    /// At one site: one of each status, two of them overdue; equipment in and out of service; papers.
    void fill(const base::SiteId& site, const Person& fitter)
    {
        const auto asset = testing_support::add_asset(world_, world_.home.id, site);
        const auto broken = testing_support::add_asset(world_, world_.home.id, site);
        const auto gone = testing_support::add_asset(world_, world_.home.id, site);
        const auto report = [&](const std::string& severity, bool late) {
            return testing_support::report_defect(
                world_, world_.home.owner, asset,
                {.title = "Broken", .severity = severity, .due_on = late ? tomorrow() : std::string{}});
        };
        (void)report("critical", true);
        (void)report("high", false);
        give(report("high", true), fitter);
        const auto waits = report("low", false);
        give(waits, fitter);
        const auto done = report("info", true);
        give(done, fitter);
        const auto closed = report("medium", true);
        give(closed, fitter);
        const auto as_fitter = [&](auto&& verb) { ASSERT_TRUE(world_.as(fitter, verb)); };
        as_fitter([&](access::Call& call) { return defects::await_parts(call, waits.id); });
        as_fitter([&](access::Call& call) { return defects::close_out(call, done.id, {.notes = "Mended"}); });
        as_fitter([&](access::Call& call) { return defects::close_out(call, closed.id, {.notes = "Mended"}); });
        ASSERT_TRUE(
            world_.as(world_.home.owner, [&](access::Call& call) { return defects::approve(call, closed.id); }));
        world_.execute("UPDATE assets SET status = 'out_of_service' WHERE id = '" + broken.text() + "'");
        world_.execute("UPDATE assets SET status = 'disposed' WHERE id = '" + gone.text() + "'");
        add_document("site", site.text(), 3);
        add_document("asset", asset.text(), -4);
        add_document("asset", asset.text(), 40);
        add_document("asset", gone.text(), 1);
        add_document("defect", done.id.text(), 29);
        add_document("defect", closed.id.text(), 2);
    }
    std::string tomorrow()
    {
        return base::to_iso_date(std::chrono::floor<std::chrono::days>(world_.clock.now()) + std::chrono::days{1});
    }
    void fill()
    {
        const auto fitter = member(Role::engineering, {}, "fitter");
        fill(world_.home.site, fitter);
        fill(depot_, fitter);
        add_document("organisation", world_.home.id.text(), 30);
        world_.clock.advance(std::chrono::days{2}); // past the due dates
        const auto fresh = world_.sign_in(world_.home.owner);
        world_.home.owner.credential = fresh;
        invite("nia@example.org");
    }
    void invite(const std::string& email)
    {
        ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) {
            return invitations::send(call, {.name = "Nia Newcomer", .email = email, .role = "operator"});
        }));
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, DashboardTest, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(DashboardTest, EveryCardCountsTheListItLeadsTo)
{
    fill();
    const std::vector<std::string> choices{"", "?site_id=" + world_.home.site.text(), "?site_id=" + depot_.text()};
    std::set<std::string> seen;
    for (const auto role : access::all_roles()) {
        for (const auto& site : {std::optional<base::SiteId>{}, std::optional{world_.home.site}}) {
            if (role == Role::owner && site) continue;
            const auto person = role == Role::owner ? world_.home.owner : member(role, site);
            for (const auto& choice : choices) {
                const auto response = shown_to(person, choice);
                const std::string who{std::string{to_text(role)} + (site ? " of one site " : " ") + choice};
                const bool is_beyond = site && choice == choices[2] && response.status == 404;
                if (role == Role::contractor || is_beyond) {
                    EXPECT_EQ(response.status, role == Role::contractor ? 403 : 404) << who;
                    continue;
                }
                ASSERT_EQ(response.status, 200) << who << response.body;
                const auto body = body_of(response);
                for (const auto& card : body.at("cards").as_array()) {
                    const std::string list{card.at("list").as_string()};
                    EXPECT_EQ(card.at("count").as_int64(), total_of(person, list)) << who << " " << list;
                    seen.emplace(card.at("name").as_string());
                }
            }
        }
    }
    EXPECT_EQ(seen.size(), card_kinds.size());
}

TEST_P(DashboardTest, NumbersAreOfOnesOwnSiteOrOfTheOneThatIsChosen)
{
    fill();
    const auto& owner = world_.home.owner;
    const std::map<std::string, std::int64_t> everything{{"defects_overdue", 6},
                                                         {"defects_open", 4},
                                                         {"defects_in_progress", 2},
                                                         {"defects_awaiting_parts", 2},
                                                         {"defects_awaiting_verification", 2},
                                                         {"defects_mine", 0},
                                                         {"assets_total", 6},
                                                         {"assets_out_of_service", 2},
                                                         {"documents_expiring", 7},
                                                         {"invitations_open", 1}};
    EXPECT_EQ(numbers_of(owner), everything);
    const std::map<std::string, std::int64_t> one_site{{"defects_overdue", 3},
                                                       {"defects_open", 2},
                                                       {"defects_in_progress", 1},
                                                       {"defects_awaiting_parts", 1},
                                                       {"defects_awaiting_verification", 1},
                                                       {"defects_mine", 0},
                                                       {"assets_total", 3},
                                                       {"assets_out_of_service", 1},
                                                       {"documents_expiring", 3}};
    EXPECT_EQ(numbers_of(owner, "?site_id=" + depot_.text()), one_site);
    const auto supervisor = member(Role::supervisor, depot_);
    EXPECT_EQ(numbers_of(supervisor), one_site);
    EXPECT_EQ(numbers_of(supervisor, "?site_id=" + depot_.text()), one_site) << "one's own may be named";
    EXPECT_EQ(shown_to(supervisor, "?site_id=" + world_.home.site.text()).status, 404);
    EXPECT_EQ(shown_to(owner, "?site_id=" + world_.twin.site.text()).status, 404);
    EXPECT_EQ(shown_to(owner, "?site_id=nonsense").status, 404);
}

TEST_P(DashboardTest, AChangedRoleCountsWhatItSees)
{
    fill();
    const auto person = member(Role::supervisor, {});
    const std::vector<roles::WantedGrant> wanted{{"dashboard:view", "organisation"},
                                                 {"defects:view", "assigned"},
                                                 {"defects:close_out", "assigned"},
                                                 {"assets:view", "assigned"}};
    ASSERT_TRUE(world_.as(world_.home.owner,
                          [&](access::Call& call) { return roles::configure(call, Role::supervisor, wanted); }));
    const auto page = world_.look_as(world_.home.owner, [&](access::Call& call) {
        return defects::list(call, {.status = defects::Status::open, .site = depot_});
    });
    give(page->defects.front(), person);
    const auto numbers = numbers_of(person);
    EXPECT_EQ(numbers.at("defects_in_progress"), 1);
    EXPECT_EQ(numbers.at("defects_mine"), 1);
    EXPECT_EQ(numbers.at("assets_total"), 1);
    EXPECT_FALSE(numbers.contains("documents_expiring"));
    EXPECT_FALSE(numbers.contains("invitations_open"));
    const auto body = body_of(shown_to(person));
    EXPECT_TRUE(body.at("recent_activity").is_null());
    std::int64_t charted = 0;
    for (const auto& kind : body.at("open_defects").as_array()) charted += kind.at("count").as_int64();
    EXPECT_EQ(charted, 1) << "the chart reaches no further than the list";
    for (const auto& card : body.at("cards").as_array())
        EXPECT_EQ(card.at("count").as_int64(), total_of(person, std::string{card.at("list").as_string()}));
}

TEST_P(DashboardTest, PicturesTellTheSameNumbersInWords)
{
    fill();
    const auto body = body_of(shown_to(world_.home.owner));
    std::int64_t reported = 0;
    std::int64_t closed = 0;
    for (const auto& week : body.at("weeks").as_array()) {
        reported += week.at("reported").at("count").as_int64();
        closed += week.at("closed").at("count").as_int64();
    }
    EXPECT_EQ(body.at("weeks").as_array().size(), static_cast<std::size_t>(charted_weeks));
    EXPECT_EQ(reported, 12);
    EXPECT_EQ(closed, 2);
    Browser browser{world_};
    browser.sign_in_as(world_.home.owner);
    const auto page = browser.get(pages::show, "/dashboard").body;
    EXPECT_NE(page.find("Reported 12, closed 2."), std::string::npos);
    EXPECT_NE(page.find("Critical 2, High 4, Medium 0, Low 2, Info 2."), std::string::npos);
    EXPECT_NE(page.find(R"(href="/defects?severity=high&amp;status=in_progress")"), std::string::npos);
    EXPECT_NE(page.find("Recent activity"), std::string::npos);
    EXPECT_EQ(counts_that_differ(page), "");
    EXPECT_EQ(counts_that_differ(browser.get(pages::show, "/dashboard?site_id=" + depot_.text()).body), "");
    EXPECT_EQ(page.find("style=\""), std::string::npos);
}

TEST_P(DashboardTest, ANewOrganisationIsShownItsFirstSteps)
{
    const auto steps = [&](const Person& person) {
        std::string words;
        const auto body = body_of(shown_to(person));
        for (const auto& step : body.at("first_steps").as_array())
            words += std::string{step.at("name").as_string()} + (step.at("is_done").as_bool() ? " done, " : ", ");
        return words;
    };
    const auto& owner = world_.home.owner;
    EXPECT_EQ(steps(owner), "add_site done, add_equipment, invite_people, report_defect, ");
    const auto asset = testing_support::add_asset(world_, world_.home.id, world_.home.site);
    EXPECT_EQ(steps(owner), "add_site done, add_equipment done, invite_people, report_defect, ");
    invite("nia@example.org");
    EXPECT_EQ(steps(owner), "add_site done, add_equipment done, invite_people done, report_defect, ");
    EXPECT_EQ(steps(member(Role::hs_admin, {})), "add_site done, add_equipment done, report_defect, ");
    EXPECT_EQ(steps(member(Role::operator_, {})), "") << "not theirs to set up";
    (void)testing_support::report_defect(world_, owner, asset);
    EXPECT_EQ(steps(owner), "") << "all taken";
}

TEST_P(DashboardTest, NumbersAreCountedToALimitAndSayThatThereAreMore)
{
    fill();
    const auto count = [&](std::int64_t most) {
        return world_
            .look_as(world_.home.owner,
                     [&](access::Call& call) { return defects::count(call, {.status = defects::Status::open}, most); })
            .value();
    };
    EXPECT_EQ(count(4), (access::BoundedCount{4, false}));
    EXPECT_EQ(count(3), (access::BoundedCount{3, true}));
    EXPECT_EQ(in_words(access::BoundedCount{10'000, true}), "10,000+");
    EXPECT_EQ(in_words(access::BoundedCount{1'234'567, false}), "1,234,567");
    EXPECT_EQ(in_words(access::BoundedCount{999, false}), "999");
}

/// What is read along no index, or whole.
bool reads_too_much(const std::string& plan)
{
    for (const auto* sign :
         {"Seq Scan", "SCAN d\n", "SCAN defects", "SCAN documents", "SCAN a\n", "Sort", "TEMP B-TREE"})
        if (plan.find(sign) != std::string::npos) return true;
    return false;
}

TEST_P(DashboardTest, NoNumberReadsATableWhole)
{
    // Many closed, few open: where a plan takes the wrong index it shows.
    const auto asset = testing_support::add_asset(world_, world_.home.id, world_.home.site);
    world_.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
                   "INSERT INTO defects (id, organisation_id, number, asset_id, site_id, title, severity, status, "
                   "is_open, due_on, reported_by, created_at, closed_at) SELECT '01930000-0000-7000-8000-' || "
                   "(100000000000 + i), '" +
                   world_.home.id.text() + "', 1000 + i, '" + asset.text() + "', '" + world_.home.site.text() +
                   "', 'Old', i % 5, CASE WHEN i % 50 = 0 THEN 'open' ELSE 'closed' END, CASE WHEN i % 50 = 0 THEN 1 "
                   "ELSE 0 END, CASE WHEN i % 100 = 0 THEN '2020-01-01' END, '" +
                   world_.home.owner.user.text() + "', i, CASE WHEN i % 50 = 0 THEN NULL ELSE i + 5 END FROM n");
    world_.execute("ANALYZE");
    const std::vector<base::Time> starts{world_.clock.now() - std::chrono::weeks{1}, world_.clock.now()};
    for (const auto& site : {std::optional<base::SiteId>{}, std::optional{world_.home.site}}) {
        const auto plans = world_.look_as(world_.home.owner, [&](access::Call& call) -> base::Result<std::string> {
            const auto visible = *call.actor.visible<defects::Defect>(Permission::defects_view);
            std::string all;
            const auto explain = [&](const platform::sql::Question& question) {
                const auto is_sqlite = GetParam() == platform::sql::Engine::sqlite;
                const auto text = (is_sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + question.text;
                const auto name = "explain." + question.name;
                for (const auto& row : call.tx.all_with({name, text}, question.parameters))
                    all += row.text(is_sqlite ? 3 : 0) + "\n";
            };
            const auto query_of = [&](const defects::ListRequest& request) {
                return defects::store::ListQuery{
                    visible, request, call.now, "Europe/London",
                    access::Search::of(call.tx, access::Searched::defects, call.organisation(), {})};
            };
            explain(query_of({.site = site}).kinds(most_charted));
            explain(query_of({.site = site}).weeks(starts, most_charted));
            explain(query_of({.site = site, .is_overdue = true}).total_up_to(most_counted));
            for (const auto status : defects::open_statuses)
                explain(query_of({.status = status, .site = site}).total_up_to(most_counted));
            return all;
        });
        ASSERT_TRUE(plans);
        EXPECT_FALSE(reads_too_much(*plans)) << *plans;
        for (const auto* index : {"by_closing", "by_due", "defects_open_kinds"})
            EXPECT_NE(plans->find(index), std::string::npos) << index << " serves\n" << *plans;
    }
}

} // namespace
} // namespace assetbuddy::dashboard
