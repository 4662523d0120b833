// NOT-1, Defect Escalation.

#include "defects/escalation.h"

#include <barrier>
#include <thread>

#include <gtest/gtest.h>

#include "defects/assign.h"
#include "defects/edit.h"
#include "defects/escalate.h"
#include "testing/databases.h"
#include "testing/defects.h"

namespace assetbuddy::defects {
namespace {

using access::Role;
using std::chrono::days;
using std::chrono::hours;
using testing_support::Person;

base::Time at(const char* text)
{
    return base::from_rfc3339(text).value();
}

TEST(EscalationRule, SaysWhenSomebodyIsTold)
{
    const auto reported = at("2026-11-23T15:30:00Z");
    const auto next = [&](const Defect& defect, std::optional<base::Time> last = {}) {
        const auto time = next_escalation(defect, last, "Europe/London");
        return time ? base::to_rfc3339(*time) : std::string{"never"};
    };
    Defect critical{.severity = Severity::critical, .created_at = reported};
    EXPECT_EQ(next(critical), "2026-11-24T15:30:00.000Z") << "nobody has it for a day";
    EXPECT_EQ(next(critical, at("2026-11-24T15:31:00Z")), "2026-11-25T07:00:00.000Z") << "then every morning";
    critical.assignee.user = base::UserId{"01930000-0000-7000-8000-000000000001"};
    EXPECT_EQ(next(critical), "never");
    critical.due_on = "2026-11-25";
    EXPECT_EQ(next(critical), "2026-11-28T07:00:00.000Z") << "three days overdue";
    EXPECT_EQ(next(critical, at("2026-11-28T07:00:30Z")), "2026-11-29T07:00:00.000Z");
    critical.assignee = {};
    EXPECT_EQ(next(critical), "2026-11-24T15:30:00.000Z") << "whichever comes first";
    critical.assigned_at = at("2026-11-24T10:00:00Z");
    EXPECT_EQ(next(critical), "2026-11-25T10:00:00.000Z") << "a day after it was taken from somebody";
    Defect low{.severity = Severity::low, .created_at = reported};
    EXPECT_EQ(next(low), "never");
    low.due_on = "2026-11-20";
    EXPECT_EQ(next(low), "2026-11-23T07:00:00.000Z") << "overdue ones of every severity";
    low.status = Status::closed;
    EXPECT_EQ(next(low), "never");
    EXPECT_EQ(why_escalated(critical, at("2026-11-25T10:00:00Z"), "Europe/London"), "has had nobody for 24 hours");
    EXPECT_EQ(why_escalated(critical, at("2026-11-29T07:00:00Z"), "Europe/London"), "is 4 days overdue");
}

class Escalations : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    testing_support::TestDatabase database_{GetParam()};
    testing_support::World world_{database_.database()};
    base::SiteId other_site_ = world_.add_site(world_.home.id, "Hill Depot");
    base::AssetId asset_ = testing_support::add_asset(world_, world_.home.id, world_.home.site);
    Person manager_ = manager("mara@example.org", world_.home.site);
    Person elsewhere_ = manager("ed@example.org", other_site_);
    Person supervisor_ = world_.add_person(
        world_.home.id, {.email = "sam@example.org", .role = Role::supervisor, .site = world_.home.site});

    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }
    Person manager(const std::string& email, const base::SiteId& site)
    {
        return world_.add_person(world_.home.id,
                                 {.name = "Mara Manager", .email = email, .role = Role::site_manager, .site = site});
    }
    Defect reported(const std::string& severity, const std::string& due_on = {}, const std::string& title = "Guard off")
    {
        return testing_support::report_defect(world_, world_.home.owner, asset_,
                                              {.title = title, .severity = severity, .due_on = due_on});
    }
    void wait(std::chrono::seconds time)
    {
        world_.clock.advance(time);
        world_.home.owner.credential = world_.sign_in(world_.home.owner);
    }
    std::string day(int from_today)
    {
        const auto date = std::chrono::floor<days>(world_.clock.now()) + days{from_today};
        return base::to_iso_date(std::chrono::year_month_day{date});
    }
    std::vector<std::string> told(const Person& person)
    {
        std::vector<std::string> titles;
        for (const auto& row : world_.rows("SELECT title FROM notifications WHERE kind = 'defect.escalated' AND "
                                           "user_id = '" +
                                           person.user.text() + "' ORDER BY created_at, id"))
            titles.push_back(row.text(0));
        return titles;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Escalations, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Escalations, TellThoseWhoVerifyAtTheSiteOnceADay)
{
    reported("critical");
    EXPECT_EQ(escalate(world_.kernel), 0);
    wait(hours{23});
    EXPECT_EQ(escalate(world_.kernel), 0);
    wait(hours{1});
    EXPECT_EQ(escalate(world_.kernel), 1);
    EXPECT_EQ(escalate(world_.kernel), 0) << "once a day";
    EXPECT_EQ(told(manager_),
              std::vector<std::string>{"Defect D-1 (Guard off) on FS-001, Critical, has had nobody for 24 hours."});
    EXPECT_TRUE(told(elsewhere_).empty());
    EXPECT_TRUE(told(supervisor_).empty());
    EXPECT_TRUE(told(world_.home.owner).empty()) << "not while the settings spare them";
    EXPECT_EQ(world_.rows("SELECT count(*) FROM letters WHERE recipient = 'mara@example.org' AND kind = 'notice'")
                  .at(0)
                  .integer(0),
              2)
        << "its report, and this";
    wait(days{1});
    EXPECT_EQ(escalate(world_.kernel), 1);
    EXPECT_EQ(told(manager_).size(), 2U);
}

TEST_P(Escalations, LeaveAloneWhatSomebodyHasOrIsNotSerious)
{
    reported("medium");
    const auto given = reported("high");
    ASSERT_TRUE(world_.as(world_.home.owner,
                          [&](access::Call& call) { return assign(call, given.id, {.user = manager_.user}); }));
    escalate(world_.kernel);
    wait(days{5});
    EXPECT_EQ(escalate(world_.kernel), 0);
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return assign(call, given.id, {}); }));
    EXPECT_EQ(escalate(world_.kernel), 0);
    wait(days{1});
    EXPECT_EQ(escalate(world_.kernel), 1) << "a day after it was taken back";
}

TEST_P(Escalations, ComeOnTheThirdDayAfterItWasDue)
{
    reported("low", day(1));
    wait(days{1} + hours{23});
    EXPECT_EQ(escalate(world_.kernel), 0);
    wait(days{3});
    EXPECT_EQ(escalate(world_.kernel), 1);
    ASSERT_EQ(told(manager_).size(), 1U);
    EXPECT_NE(told(manager_).at(0).find("days overdue"), std::string::npos);
}

TEST_P(Escalations, FollowWhatChanges)
{
    const auto defect = reported("low", day(1));
    escalate(world_.kernel);
    EditRequest later;
    later.due_on = day(60);
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return edit(call, defect.id, later); }));
    wait(days{10});
    EXPECT_EQ(escalate(world_.kernel), 0);
    EditRequest worse;
    worse.severity = "critical";
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return edit(call, defect.id, worse); }));
    EXPECT_EQ(escalate(world_.kernel), 1);
}

TEST_P(Escalations, TellSeveralOfASiteAtOnce)
{
    for (int i = 0; i < 12; ++i) reported("high");
    const auto other = testing_support::add_asset(world_, world_.home.id, other_site_);
    testing_support::report_defect(world_, world_.home.owner, other, {.title = "Rail loose", .severity = "high"});
    wait(days{1});
    EXPECT_EQ(escalate(world_.kernel), 13);
    ASSERT_EQ(told(manager_).size(), 1U);
    EXPECT_TRUE(told(manager_).at(0).starts_with("12 defects at Harbour Yard wait too long: D-1, D-2,"))
        << told(manager_).at(0);
    EXPECT_TRUE(told(manager_).at(0).ends_with(" and 2 more.")) << told(manager_).at(0);
    EXPECT_EQ(told(elsewhere_).size(), 1U);
}

TEST_P(Escalations, AreToldOnceHoweverManyServersLook)
{
    for (int i = 0; i < 10; ++i) reported("critical");
    wait(days{1});
    constexpr int servers = 6;
    std::barrier start{servers};
    std::atomic<std::int64_t> defects{0};
    {
        std::vector<std::jthread> crowd;
        for (int i = 0; i < servers; ++i)
            crowd.emplace_back([&] {
                start.arrive_and_wait();
                defects += escalate(world_.kernel);
            });
    }
    EXPECT_EQ(defects, 10);
}

} // namespace
} // namespace assetbuddy::defects
