#include <atomic>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "access/search.h"
#include "defects/assign.h"
#include "defects/assignees.h"
#include "defects/close_out.h"
#include "defects/edit.h"
#include "defects/equipment.h"
#include "defects/find.h"
#include "defects/list.h"
#include "defects/parts.h"
#include "defects/report.h"
#include "defects/verify.h"
#include "testing/databases.h"
#include "testing/defects.h"
#include "testing/world.h"

namespace assetbuddy::defects {
namespace {

using access::Role;
using testing_support::code_of;
using testing_support::Person;
using testing_support::World;

class Defects : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    testing_support::TestDatabase database_{GetParam()};
    World world_{database_.database()};
    base::AssetId asset_ = testing_support::add_asset(world_, world_.home.id, world_.home.site);

    /// Of the one test in which the twin has equipment too.
    std::string twin_as_it_should_be_;
    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), twin_as_it_should_be_); }

    Person member(const std::string& email, Role role, std::optional<base::SiteId> site = {})
    {
        return world_.add_person(
            world_.home.id, {.name = email.substr(0, email.find('@')), .email = email, .role = role, .site = site});
    }
    Person contractor(const std::string& email)
    {
        return world_.add_person(
            world_.home.id,
            {.name = email.substr(0, email.find('@')), .email = email, .role = Role::contractor, .is_external = true});
    }
    Defect reported(const ReportFields& fields = {.title = "Guard broken", .severity = "high"})
    {
        return testing_support::report_defect(world_, world_.home.owner, asset_, fields);
    }
    Defect isolating(const std::string& title = "Cracked")
    {
        return reported({.title = title, .severity = "critical", .isolates = true});
    }
    base::Result<Defect> give(const Defect& defect, const Person& to)
    {
        return world_.as(world_.home.owner,
                         [&](access::Call& call) { return assign(call, defect.id, {.user = to.user}); });
    }
    base::Result<Defect> close_out_as(const Person& person, const Defect& defect, const std::string& notes = "Mended.")
    {
        return world_.as(person, [&](access::Call& call) {
            return close_out(call, defect.id,
                             {.notes = notes, .parts_cost = "12.50", .labour_cost = "80", .repaired_by = "Dana"});
        });
    }
    base::Result<Defect> approve_as(const Person& person, const Defect& defect)
    {
        return world_.as(person, [&](access::Call& call) { return approve(call, defect.id); });
    }
    base::Result<Defect> reject_as(const Person& person, const Defect& defect, const std::string& reason = "Loose")
    {
        return world_.as(person, [&](access::Call& call) { return reject(call, defect.id, reason); });
    }
    base::Result<Defect> seen_by(const Person& person, const Defect& defect)
    {
        return world_.look_as(person, [&](access::Call& call) { return find_visible(call, defect.id); });
    }
    std::size_t listed_for(const Person& person, const ListRequest& request = {})
    {
        return world_.look_as(person, [&](access::Call& call) { return list(call, request); })->defects.size();
    }
    std::string status_of(const base::AssetId& asset)
    {
        return world_.rows("SELECT status FROM assets WHERE id = '" + asset.text() + "'").at(0).text(0);
    }
    std::string notices_of(const Person& person)
    {
        std::string kinds;
        for (const auto& row :
             world_.rows("SELECT kind FROM notifications WHERE user_id = '" + person.user.text() + "' ORDER BY kind"))
            kinds += row.text(0) + " ";
        return kinds;
    }
    std::string actions()
    {
        std::string text;
        for (const auto& row : world_.rows("SELECT action FROM audit_entries WHERE record_type = 'defect' AND "
                                           "organisation_id = '" +
                                           world_.home.id.text() + "' ORDER BY number"))
            text += row.text(0) + " ";
        return text;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Defects, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Defects, GoFromTheReportToTheVerifiedRepair) // DEF-1, EXT-5
{
    const auto fitter = member("fitter@example.org", Role::engineering);
    const auto defect = reported();
    EXPECT_EQ(defect.reference(), "D-1");
    EXPECT_EQ(defect.status, Status::open);
    EXPECT_EQ(reported().reference(), "D-2");
    EXPECT_EQ(give(defect, fitter)->status, Status::in_progress);
    ASSERT_EQ(world_.as(fitter, [&](access::Call& call) { return await_parts(call, defect.id); })->status,
              Status::awaiting_parts);
    EXPECT_EQ(code_of(close_out_as(fitter, defect)), "wrong_state");
    ASSERT_EQ(world_.as(fitter, [&](access::Call& call) { return resume(call, defect.id); })->status,
              Status::in_progress);
    const auto closed_out = close_out_as(fitter, defect);
    ASSERT_EQ(closed_out->status, Status::awaiting_verification);
    EXPECT_EQ(closed_out->parts_cost, 1250);
    EXPECT_EQ(closed_out->labour_cost, 8000);
    EXPECT_EQ(closed_out->closed_out_by->id, fitter.user);
    const auto approved = approve_as(world_.home.owner, defect);
    EXPECT_EQ(approved->status, Status::closed);
    EXPECT_EQ(approved->verification, Verification::verified);
    EXPECT_EQ(approved->verified_by->id, world_.home.owner.user);
    EXPECT_EQ(actions(), "defect.reported defect.reported defect.assigned defect.awaiting_parts defect.resumed "
                         "defect.closed_out defect.approved ");
    EXPECT_EQ(code_of(reject_as(world_.home.owner, defect)), "wrong_state") << "closed is final";
    EXPECT_EQ(code_of(give(defect, fitter)), "wrong_state");
    const auto events = world_.look_as(fitter, [&](access::Call& call) { return list_events(call, defect.id); });
    EXPECT_EQ(events->size(), 6U);
}

TEST_P(Defects, ARejectionClearsTheCloseoutAndKeepsTheReason)
{
    const auto fitter = member("fitter@example.org", Role::engineering);
    const auto defect = reported();
    ASSERT_TRUE(give(defect, fitter));
    ASSERT_TRUE(close_out_as(fitter, defect));
    EXPECT_EQ(code_of(reject_as(world_.home.owner, defect, " ")), "invalid");
    const auto rejected = reject_as(world_.home.owner, defect, "Still loose");
    ASSERT_TRUE(rejected);
    EXPECT_EQ(rejected->status, Status::in_progress);
    EXPECT_EQ(rejected->rejected_reason, "Still loose");
    EXPECT_TRUE(rejected->closeout_notes.empty() && rejected->repaired_by.empty());
    EXPECT_FALSE(rejected->parts_cost || rejected->labour_cost || rejected->closed_out_by || rejected->closed_out_at);
    const auto again = close_out_as(fitter, defect, "Tightened");
    EXPECT_TRUE(again->rejected_reason.empty());
    const auto events = world_.look_as(fitter, [&](access::Call& call) { return list_events(call, defect.id); });
    bool is_kept = false;
    for (const auto& event : *events) is_kept = is_kept || event.words == "Still loose";
    EXPECT_TRUE(is_kept);
    EXPECT_EQ(notices_of(fitter), "defect.assigned defect.closeout_rejected defect.reported ")
        << "who assigns hears of reports";
}

TEST_P(Defects, CloseAtOnceIsMarked)
{
    const auto defect = reported();
    const auto closed =
        world_.as(world_.home.owner, [&](access::Call& call) { return defects::close(call, defect.id); });
    EXPECT_EQ(closed->verification, Verification::without_verification);
    const auto busy = reported();
    ASSERT_TRUE(give(busy, member("fitter@example.org", Role::engineering)));
    EXPECT_EQ(code_of(world_.as(world_.home.owner, [&](access::Call& call) { return defects::close(call, busy.id); })),
              "wrong_state");
}

TEST_P(Defects, NobodyVerifiesTheirOwnWorkUnlessNobodyElseMay) // DEF-3
{
    const auto& owner = world_.home.owner;
    const auto alone = reported();
    ASSERT_TRUE(close_out_as(owner, alone));
    EXPECT_EQ(approve_as(owner, alone)->verification, Verification::self_verified);

    const auto manager = member("manager@example.org", Role::site_manager, world_.home.site);
    const auto defect = reported();
    ASSERT_TRUE(close_out_as(owner, defect));
    EXPECT_EQ(code_of(approve_as(owner, defect)), "forbidden");
    EXPECT_EQ(approve_as(manager, defect)->verification, Verification::verified);

    const auto given = reported();
    ASSERT_TRUE(give(given, manager));
    ASSERT_TRUE(close_out_as(owner, given)) << "by somebody else, for them";
    EXPECT_EQ(code_of(approve_as(manager, given)), "forbidden") << "whoever has it did the work";

    world_.execute("UPDATE users SET is_active = 0 WHERE id = '" + manager.user.text() + "'");
    EXPECT_EQ(approve_as(owner, given)->verification, Verification::self_verified);
}

TEST_P(Defects, AManagerOfAnotherSiteIsNoOtherVerifier)
{
    const auto leeds = world_.add_site(world_.home.id, "Leeds");
    member("leeds@example.org", Role::site_manager, leeds);
    const auto defect = reported();
    ASSERT_TRUE(close_out_as(world_.home.owner, defect));
    EXPECT_EQ(approve_as(world_.home.owner, defect)->verification, Verification::self_verified);
}

TEST_P(Defects, IsolatedEquipmentComesBackWithTheLastOfThem)
{
    const auto one = isolating();
    const auto two = isolating("Leaks");
    EXPECT_EQ(status_of(asset_), "out_of_service");
    const auto close_it = [&](const Defect& defect) {
        return world_.as(world_.home.owner, [&](access::Call& call) { return defects::close(call, defect.id); });
    };
    ASSERT_TRUE(close_it(one));
    EXPECT_EQ(status_of(asset_), "out_of_service");
    ASSERT_TRUE(close_it(two));
    EXPECT_EQ(status_of(asset_), "in_service");
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'asset.status_changed'").size(), 2U);
    EXPECT_EQ(world_.rows("SELECT 1 FROM asset_events").size(), 2U);
}

TEST_P(Defects, IsolationEndsWithItsTickToo)
{
    const auto defect = isolating();
    const auto change = [&](const EditRequest& request) {
        return world_.as(world_.home.owner, [&](access::Call& call) { return edit(call, defect.id, request); });
    };
    EXPECT_EQ(code_of(change({.severity = "low"})), "invalid") << "it still isolates";
    EXPECT_EQ(change({.severity = "low", .isolates = false})->severity, Severity::low);
    EXPECT_EQ(status_of(asset_), "in_service");
    EXPECT_EQ(change({.severity = "critical", .isolates = true})->isolates, true);
    EXPECT_EQ(status_of(asset_), "out_of_service");
}

TEST_P(Defects, BothIsolatingOnesClosedAtOneMomentReleaseTheEquipment)
{
    for (int round = 0; round < 5; ++round) {
        const Defect both[] = {isolating(), isolating("Leaks")};
        std::vector<std::jthread> threads;
        for (const auto& defect : both)
            threads.emplace_back([&] {
                EXPECT_TRUE(
                    world_.as(world_.home.owner, [&](access::Call& call) { return defects::close(call, defect.id); }));
            });
        threads.clear();
        EXPECT_EQ(status_of(asset_), "in_service") << "round " << round;
    }
}

TEST_P(Defects, OneOfManyVerifiersDecides)
{
    const auto fitter = member("fitter@example.org", Role::engineering);
    std::vector<Person> verifiers;
    for (int i = 0; i < 4; ++i) verifiers.push_back(member("v" + std::to_string(i) + "@example.org", Role::hs_admin));
    const auto defect = reported();
    ASSERT_TRUE(give(defect, fitter));
    ASSERT_TRUE(close_out_as(fitter, defect));
    std::atomic<int> decided = 0;
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < verifiers.size(); ++i)
        threads.emplace_back([&, i] {
            const auto answer = i % 2 == 0 ? approve_as(verifiers[i], defect) : reject_as(verifiers[i], defect);
            if (answer)
                ++decided;
            else
                EXPECT_EQ(answer.error().code, "wrong_state");
        });
    threads.clear();
    EXPECT_EQ(decided, 1);
    EXPECT_EQ(world_.rows("SELECT 1 FROM defect_events WHERE what IN ('approved', 'rejected')").size(), 1U);
}

TEST_P(Defects, NumbersAreUniqueWhenManyReportAtOnce)
{
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back([&] { reported(); });
    threads.clear();
    EXPECT_EQ(world_.rows("SELECT DISTINCT number FROM defects").size(), 8U);
}

TEST_P(Defects, AreGivenOnlyToWhoMayCloseThemOut)
{
    const auto defect = reported();
    const auto leeds = world_.add_site(world_.home.id, "Leeds");
    const auto director = member("director@example.org", Role::director);
    const auto elsewhere = member("leeds@example.org", Role::site_manager, leeds);
    const auto gone =
        world_.add_person(world_.home.id, {.email = "gone@example.org", .role = Role::engineering, .is_active = false});
    EXPECT_EQ(code_of(give(defect, director)), "invalid");
    EXPECT_EQ(code_of(give(defect, elsewhere)), "invalid");
    EXPECT_EQ(code_of(give(defect, gone)), "invalid");
    EXPECT_EQ(code_of(give(defect, world_.twin.owner)), "invalid");
    const auto dana = contractor("dana@example.org");
    EXPECT_TRUE(give(defect, dana));
    const auto offered =
        world_.look_as(world_.home.owner, [&](access::Call& call) { return list_assignees(call, defect.id, ""); });
    std::set<std::string> names;
    for (const auto& each : *offered) names.insert(each.name);
    EXPECT_TRUE(names.contains("dana"));
    EXPECT_FALSE(names.contains("director") || names.contains("leeds"));
    const auto found =
        world_.look_as(world_.home.owner, [&](access::Call& call) { return list_assignees(call, defect.id, "dan"); });
    ASSERT_EQ(found->size(), 1U);
    EXPECT_EQ(found->front().assignee.user, dana.user);
    EXPECT_EQ(code_of(world_.look_as(dana, [&](access::Call& call) { return list_assignees(call, defect.id, ""); })),
              "forbidden");
}

TEST_P(Defects, AreReportedWhereOneMay)
{
    const auto leeds = world_.add_site(world_.home.id, "Leeds");
    const auto there = testing_support::add_asset(world_, world_.home.id, leeds);
    const auto theirs = testing_support::add_asset(world_, world_.home.id, world_.home.site);
    const auto operator_here = member("op@example.org", Role::operator_, world_.home.site);
    const auto try_as = [&](const Person& person, const base::AssetId& asset) {
        return code_of(world_.as(person, [&](access::Call& call) {
            return report(call, {.asset = asset, .fields = {.title = "Broken", .severity = "low"}});
        }));
    };
    EXPECT_EQ(try_as(operator_here, theirs), "");
    EXPECT_EQ(try_as(operator_here, there), "invalid");
    EXPECT_EQ(try_as(member("director@example.org", Role::director), theirs), "forbidden");
    EXPECT_EQ(try_as(contractor("dana@example.org"), theirs), "forbidden");
    world_.execute("UPDATE assets SET status = 'disposed' WHERE id = '" + theirs.text() + "'");
    EXPECT_EQ(try_as(world_.home.owner, theirs), "invalid");
}

TEST_P(Defects, AStaleStepChangesNothing)
{
    const auto defect = reported();
    const auto change = [&](std::int64_t version, const std::string& title) {
        return world_.as(world_.home.owner, [&](access::Call& call) {
            return edit(call, defect.id, {.title = title, .expected_version = version});
        });
    };
    EXPECT_EQ(change(1, "Guard loose")->version, 2);
    EXPECT_EQ(code_of(change(1, "Guard gone")), "stale");
    EXPECT_EQ(seen_by(world_.home.owner, defect)->title, "Guard loose");
    EXPECT_EQ(listed_for(world_.home.owner, {.query = "loose"}), 1U) << "found by its new words";
    EXPECT_EQ(listed_for(world_.home.owner, {.query = "broken"}), 0U);
}

TEST_P(Defects, TheListFiltersAndGoesOnByPages) // DEF-4
{
    const auto fitter = member("fitter@example.org", Role::engineering);
    for (int i = 0; i < 5; ++i) {
        world_.clock.advance(std::chrono::seconds{1});
        reported({.title = "Number " + std::to_string(i), .severity = i < 2 ? "low" : "high", .due_on = "2026-11-25"});
    }
    const auto& owner = world_.home.owner;
    const auto busy = reported();
    ASSERT_TRUE(give(busy, fitter));
    EXPECT_EQ(listed_for(owner), 6U);
    EXPECT_EQ(listed_for(owner, {.severity = Severity::low}), 2U);
    EXPECT_EQ(listed_for(owner, {.status = Status::in_progress}), 1U);
    EXPECT_EQ(listed_for(owner, {.assignee = fitter.user}), 1U);
    EXPECT_EQ(listed_for(owner, {.is_unassigned = true}), 5U);
    EXPECT_EQ(listed_for(owner, {.site = world_.twin.site}), 0U);
    EXPECT_EQ(listed_for(owner, {.is_overdue = true}), 0U);
    EXPECT_EQ(listed_for(owner, {.query = "fs-001"}), 6U);
    EXPECT_EQ(listed_for(owner, {.query = "d-6"}), 1U);
    for (const bool is_overdue : {false, true}) {
        if (is_overdue) world_.clock.advance(std::chrono::days{10});
        auto again = owner;
        again.credential = world_.sign_in(owner);
        std::set<std::string> ids;
        ListRequest request{.is_overdue = is_overdue, .limit = 2, .with_total = true};
        for (int pages = 0; pages < 5; ++pages) {
            const auto page = world_.look_as(again, [&](access::Call& call) { return list(call, request); });
            ASSERT_TRUE(page);
            EXPECT_EQ(page->total, is_overdue ? 5 : 6);
            for (const auto& defect : page->defects) EXPECT_TRUE(ids.insert(defect.id.text()).second);
            request.cursor = page->next_cursor;
            if (request.cursor.empty()) break;
        }
        EXPECT_EQ(ids.size(), is_overdue ? 5U : 6U);
    }
    auto last = owner;
    last.credential = world_.sign_in(owner);
    EXPECT_EQ(code_of(world_.look_as(last, [](access::Call& call) { return list(call, {.cursor = "x"}); })),
              "malformed");
}

TEST_P(Defects, AreListedByTheDaysOfTheOrganisation) // DEF-4
{
    using namespace std::chrono_literals;
    // Late on Sunday in London, and Monday already in Auckland.
    world_.execute("UPDATE organisations SET time_zone = 'Pacific/Auckland' WHERE id = '" + world_.home.id.text() +
                   "'");
    const auto sunday = std::chrono::sys_days{2026y / 11 / 29};
    const auto owner = [&] {
        world_.home.owner.credential = world_.sign_in(world_.home.owner);
        return world_.home.owner;
    };
    const auto go_to = [&](base::Time moment) {
        world_.clock.advance(std::chrono::duration_cast<std::chrono::seconds>(moment - world_.clock.now()));
        (void)owner();
    };
    const auto close_now = [&](const Defect& defect) {
        ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return close(call, defect.id); }));
    };
    go_to(sunday + 9h); // Sunday 22:00 in Auckland
    const auto first = reported();
    world_.clock.advance(1s);
    const auto second = reported();
    go_to(sunday + 12h); // Monday 01:00
    const auto third = reported();
    close_now(second);
    go_to(sunday + 13h);
    close_now(first);
    const auto on = [&](Days::Of of, std::chrono::year_month_day from, std::chrono::year_month_day to) {
        std::vector<std::int64_t> numbers;
        ListRequest request{.days = Days{of, from, to}, .limit = 1};
        do {
            const auto page =
                world_.look_as(world_.home.owner, [&](access::Call& call) { return list(call, request); });
            for (const auto& defect : page->defects) numbers.push_back(defect.number);
            request.cursor = page->next_cursor;
        } while (!request.cursor.empty());
        return numbers;
    };
    const auto weeks_end = 2026y / 11 / 29;
    const auto monday = 2026y / 11 / 30;
    using enum Days::Of;
    using Numbers = std::vector<std::int64_t>;
    EXPECT_EQ(on(reporting, weeks_end, weeks_end), (Numbers{second.number, first.number}));
    EXPECT_EQ(on(reporting, monday, monday), Numbers{third.number});
    EXPECT_EQ(on(reporting, weeks_end, monday), (Numbers{third.number, second.number, first.number}));
    EXPECT_EQ(on(closing, weeks_end, weeks_end), Numbers{});
    EXPECT_EQ(on(closing, monday, monday), (Numbers{first.number, second.number})) << "the last closed comes first";
    EXPECT_EQ(listed_for(world_.home.owner, {.days = Days{.of = closing}}), 2U);
    EXPECT_EQ(listed_for(world_.home.owner, {.days = Days{.from = monday}}), 1U);
    EXPECT_EQ(listed_for(world_.home.owner, {.days = Days{.to = weeks_end}}), 2U);
}

TEST_P(Defects, ThoseOfTheTwinDoNotExist)
{
    const auto theirs = testing_support::add_asset(world_, world_.twin.id, world_.twin.site);
    const auto other = testing_support::report_defect(world_, world_.twin.owner, theirs);
    twin_as_it_should_be_ = world_.changes_in_twin();
    const auto& owner = world_.home.owner;
    EXPECT_EQ(code_of(seen_by(owner, other)), "not_found");
    EXPECT_EQ(code_of(give(other, owner)), "not_found");
    EXPECT_EQ(code_of(close_out_as(owner, other)), "not_found");
    EXPECT_EQ(listed_for(owner), 0U);
    EXPECT_EQ(listed_for(owner, {.query = "guard"}), 0U);
    EXPECT_EQ(code_of(world_.as(owner,
                                [&](access::Call& call) {
                                    return report(call, {.asset = theirs, .fields = {.title = "x", .severity = "low"}});
                                })),
              "invalid");
    EXPECT_EQ(world_.rows("SELECT 1 FROM defect_events WHERE organisation_id = '" + world_.twin.id.text() + "'").size(),
              1U);
}

TEST_P(Defects, FindTheirEquipmentByCodeOrWordsWithinTheReachOfWhoReports)
{
    const auto other_site = world_.add_site(world_.home.id, "North Depot");
    const auto far = testing_support::add_asset(world_, world_.home.id, other_site);
    const auto gone = testing_support::add_asset(world_, world_.home.id, world_.home.site);
    world_.execute("UPDATE assets SET status = 'disposed' WHERE id = '" + gone.text() + "'");
    const auto find = [&](const Person& person, const std::string& words) {
        const auto page = world_.look_as(person, [&](access::Call& call) { return list_reportable(call, words); });
        if (!page) return page.error().code;
        std::string codes;
        for (const auto& each : page->equipment) codes += each.code + " ";
        return codes;
    };
    const auto index = [&](const base::AssetId& id, const std::string& name, const std::string& code) {
        const std::string none;
        world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
            access::add_to_search(call.tx, access::Searched::assets, world_.home.id, id.text(),
                                  {name, code, none, none});
            return {};
        });
    };
    index(asset_, "Foam extinguisher", "FS-001");
    index(far, "Powder extinguisher", "FS-002");
    index(gone, "Old extinguisher", "FS-003");
    const auto& owner = world_.home.owner;
    EXPECT_EQ(find(owner, ""), "FS-001 FS-002 ") << "what was disposed of is not offered";
    EXPECT_EQ(find(owner, "extinguisher"), "FS-001 FS-002 ");
    EXPECT_EQ(find(owner, "powder"), "FS-002 ");
    EXPECT_EQ(find(owner, "fs-2"), "FS-002 ") << "as people type it";
    EXPECT_EQ(find(owner, "fs-3"), "");
    EXPECT_EQ(find(owner, "crane"), "");
    const auto here = member("op@example.org", Role::operator_, world_.home.site);
    EXPECT_EQ(find(here, "extinguisher"), "FS-001 ") << "only at their site (ROL-1)";
    EXPECT_EQ(find(here, "fs-2"), "");
    EXPECT_EQ(find(contractor("cleo@example.org"), "extinguisher"), "forbidden");
}

} // namespace
} // namespace assetbuddy::defects
