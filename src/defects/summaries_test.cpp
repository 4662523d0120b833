// EXT-6: what people from outside are mailed of their work, once a round, and how it is stopped (RFC 8058).

#include <barrier>
#include <thread>

#include <gtest/gtest.h>

#include "defects/assign.h"
#include "defects/close_out.h"
#include "defects/letter.h"
#include "defects/messages.h"
#include "defects/summarise.h"
#include "defects/summary.h"
#include "notifications/choices.h"
#include "notifications/pages.h"
#include "notifications/unsubscribe.h"
#include "organisations/settings.h"
#include "testing/browser.h"
#include "testing/databases.h"
#include "testing/defects.h"
#include "testing/letters.h"

namespace assetbuddy::defects {
namespace {

using access::Role;
using organisations::ContractorSummary;
using std::chrono::days;
using std::chrono::hours;
using testing_support::Person;

base::Time at(const char* text)
{
    return base::from_rfc3339(text).value();
}

TEST(SummaryRounds, ComeInTheMorningOfTheOrganisationsOwnDay)
{
    const auto next = [](const char* now, const char* zone, ContractorSummary often) {
        return base::to_rfc3339(next_round(at(now), zone, often));
    };
    constexpr auto weekly = ContractorSummary::weekly;
    constexpr auto daily = ContractorSummary::daily;
    // 23 November 2026 is a Monday.
    EXPECT_EQ(next("2026-11-23T06:59:00Z", "Europe/London", weekly), "2026-11-23T07:00:00.000Z");
    EXPECT_EQ(next("2026-11-23T07:00:00Z", "Europe/London", weekly), "2026-11-30T07:00:00.000Z");
    EXPECT_EQ(next("2026-11-29T23:00:00Z", "Europe/London", weekly), "2026-11-30T07:00:00.000Z");
    EXPECT_EQ(next("2026-11-23T07:00:00Z", "Europe/London", daily), "2026-11-24T07:00:00.000Z");
    EXPECT_EQ(next("2026-07-05T12:00:00Z", "Europe/London", weekly), "2026-07-06T06:00:00.000Z") << "summer time";
    EXPECT_EQ(next("2026-11-29T12:00:00Z", "Pacific/Auckland", weekly), "2026-11-29T18:00:00.000Z")
        << "it is Monday there";
}

class Summaries : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    testing_support::TestDatabase database_{GetParam()};
    testing_support::World world_{database_.database()};
    base::AssetId asset_ = testing_support::add_asset(world_, world_.home.id, world_.home.site);
    Person dana_ = contractor("dana@example.org");
    Person lee_ = contractor("lee@example.org");

    void SetUp() override { EXPECT_EQ(send_summaries(world_.kernel), 0) << "the first look plans"; }
    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }
    Person contractor(const std::string& email)
    {
        return world_.add_person(
            world_.home.id, {.name = "Dana Fitter", .email = email, .role = Role::contractor, .is_external = true});
    }
    Defect given(const Person& person, const std::string& title, const std::string& due_on = {})
    {
        const auto defect = testing_support::report_defect(world_, world_.home.owner, asset_,
                                                           {.title = title, .severity = "high", .due_on = due_on});
        return world_
            .as(world_.home.owner, [&](access::Call& call) { return assign(call, defect.id, {.user = person.user}); })
            .value();
    }
    void wait(std::chrono::seconds time)
    {
        world_.clock.advance(time);
        for (auto* person : {&dana_, &lee_, &world_.home.owner}) person->credential = world_.sign_in(*person);
    }
    void set(const char* often)
    {
        ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) {
            return organisations::edit_settings(call, world_.home.owner.credential, {.contractor_summary = often});
        }));
    }
    std::string day(int from_today)
    {
        const auto date = std::chrono::floor<days>(world_.clock.now()) + days{from_today};
        return base::to_iso_date(std::chrono::year_month_day{date});
    }
    std::int64_t mails(const Person& person)
    {
        return testing_support::count_letters(world_, summary_kind, person.email);
    }
    platform::mail::Message mail_to(const Person& person)
    {
        return compose_summary(testing_support::newest_letter(world_, summary_kind, person.email),
                               "https://assets.example");
    }
    std::string token_to(const Person& person)
    {
        const auto path =
            SummaryData::from_json(testing_support::newest_letter(world_, summary_kind, person.email)).unsubscribe;
        return path.substr(path.rfind('/') + 1);
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Summaries, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Summaries, ReachWhoeverHasSomethingToDoOnceAWeek)
{
    given(dana_, "Hook bent", day(1));
    const auto out = given(lee_, "Closed out");
    ASSERT_TRUE(world_.as(lee_, [&](access::Call& call) { return close_out(call, out.id, {.notes = "Done"}); }));
    testing_support::report_defect(world_, world_.home.owner, asset_, {.title = "Nobody's", .severity = "high"});
    EXPECT_EQ(send_summaries(world_.kernel), 0) << "not yet";
    wait(days{7});
    EXPECT_EQ(send_summaries(world_.kernel), 1);
    EXPECT_EQ(send_summaries(world_.kernel), 0) << "once";
    EXPECT_EQ(mails(dana_), 1);
    EXPECT_EQ(mails(lee_), 0) << "what waits for somebody else is nothing to do";
    wait(days{6});
    EXPECT_EQ(send_summaries(world_.kernel), 0);
    wait(days{1});
    EXPECT_EQ(send_summaries(world_.kernel), 1);
    EXPECT_EQ(mails(dana_), 2);
}

TEST_P(Summaries, SayWhatIsOpenAndWhatIsOverdue)
{
    given(dana_, "See evil.example/x", day(20));
    given(dana_, "Hook bent", day(1));
    given(dana_, "Whenever");
    wait(days{7});
    ASSERT_EQ(send_summaries(world_.kernel), 1);
    const auto mail = mail_to(dana_);
    EXPECT_EQ(mail.subject, "Harbour Works: 3 defects to do, 1 overdue");
    EXPECT_NE(mail.text.find("Hook bent"), std::string::npos);
    EXPECT_LT(mail.text.find("Hook bent"), mail.text.find("Whenever"));
    EXPECT_NE(mail.text.find(", overdue\n"), std::string::npos);
    EXPECT_NE(mail.text.find("https://assets.example/contractor\n"), std::string::npos);
    EXPECT_EQ(mail.text.find("evil.example/x"), std::string::npos) << "no link that somebody typed";
    ASSERT_EQ(mail.headers.size(), 2U);
    EXPECT_EQ(mail.headers.at(0).first, "List-Unsubscribe");
    EXPECT_TRUE(mail.headers.at(0).second.starts_with("<https://assets.example/unsubscribe/"));
    EXPECT_EQ(mail.headers.at(1).first + ": " + mail.headers.at(1).second,
              "List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    EXPECT_EQ(world_.rows("SELECT title, path FROM notifications WHERE kind = 'contractor.summary'").at(0).text(0),
              "3 defects to do, 1 overdue.");
}

TEST_P(Summaries, FollowTheSettings)
{
    given(dana_, "Hook bent");
    set("off");
    wait(days{30});
    EXPECT_EQ(send_summaries(world_.kernel), 0);
    set("daily");
    EXPECT_EQ(send_summaries(world_.kernel), 0) << "planned, and not sent at once";
    wait(days{1});
    EXPECT_EQ(send_summaries(world_.kernel), 1);
    wait(days{1});
    EXPECT_EQ(send_summaries(world_.kernel), 1);
    set("weekly");
    EXPECT_EQ(send_summaries(world_.kernel), 0);
    const auto refused = world_.as(world_.home.owner, [&](access::Call& call) {
        return organisations::edit_settings(call, world_.home.owner.credential, {.contractor_summary = "hourly"});
    });
    EXPECT_EQ(refused.error().errors.at(0).field, "contractor_summary");
}

TEST_P(Summaries, ReachOnlyThoseWhoAreHereFromOutside)
{
    const auto inside = world_.add_person(world_.home.id, {.email = "eve@example.org", .role = Role::engineering});
    given(inside, "Hers");
    given(dana_, "Hook bent");
    world_.execute("UPDATE users SET is_active = 0 WHERE id = '" + dana_.user.text() + "'");
    world_.clock.advance(days{7});
    EXPECT_EQ(send_summaries(world_.kernel), 0);
}

TEST_P(Summaries, AreTakenBackWithTheWork)
{
    const auto defect = given(dana_, "Hook bent");
    wait(days{7});
    ASSERT_EQ(send_summaries(world_.kernel), 1);
    EXPECT_EQ(mails(dana_), 1);
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return assign(call, defect.id, {}); }));
    EXPECT_EQ(mails(dana_), 0) << "a mail that has not left tells nothing of what is not theirs (EXT-2)";
}

TEST_P(Summaries, LeaveOnceHoweverManyServersLook)
{
    constexpr int people = 12;
    for (int i = 0; i < people; ++i) given(contractor("c" + std::to_string(i) + "@example.org"), "Hook bent");
    world_.clock.advance(days{7});
    constexpr int servers = 6;
    std::barrier start{servers};
    std::atomic<std::int64_t> sent{0};
    {
        std::vector<std::jthread> crowd;
        for (int i = 0; i < servers; ++i)
            crowd.emplace_back([&] {
                start.arrive_and_wait();
                sent += send_summaries(world_.kernel);
            });
    }
    EXPECT_EQ(sent, people);
    EXPECT_EQ(world_.rows("SELECT count(*) FROM letters WHERE kind = 'contractor_summary'").at(0).integer(0), people);
    EXPECT_EQ(world_.rows("SELECT count(*) FROM contractor_summaries").at(0).integer(0), people);
}

TEST_P(Summaries, AreStoppedByOneClickThatNeedsNoSigningIn)
{
    given(dana_, "Hook bent");
    given(lee_, "Rope frayed");
    wait(days{7});
    ASSERT_EQ(send_summaries(world_.kernel), 2);
    const auto token = token_to(dana_);
    testing_support::Browser stranger{world_};
    const auto open = [&] {
        return stranger.get(notifications::pages::show_unsubscribe, "/unsubscribe/" + token, {{"token", token}});
    };
    EXPECT_NE(open().body.find("Stop these emails?"), std::string::npos);
    EXPECT_NE(open().body.find("Harbour Works"), std::string::npos);
    const auto wishes = [&](const Person& person) {
        return world_
            .look_as(person,
                     [](access::Call& call) -> base::Result<bool> {
                         for (const auto& choice : notifications::choices_of(call))
                             if (choice.kind->name == summary_notice) return choice.email;
                         return false;
                     })
            .value();
    };
    EXPECT_TRUE(wishes(dana_)) << "looking changes nothing";
    const auto stopped = stranger.post(notifications::pages::submit_unsubscribe, "/unsubscribe/" + token,
                                       {{"List-Unsubscribe", "One-Click"}}, {{"token", token}});
    EXPECT_EQ(stopped.status, 200);
    EXPECT_FALSE(wishes(dana_));
    EXPECT_TRUE(wishes(lee_));
    EXPECT_NE(open().body.find("These emails have stopped"), std::string::npos);
    EXPECT_EQ(world_.count("notification_choices", world_.home.id), 1);
    EXPECT_EQ(
        world_.rows("SELECT count(*) FROM audit_entries WHERE action = 'user.notifications_changed'").at(0).integer(0),
        1);
    wait(days{7});
    EXPECT_EQ(send_summaries(world_.kernel), 2) << "the bell still tells";
    EXPECT_EQ(mails(dana_), 1);
    EXPECT_EQ(mails(lee_), 2);
}

TEST_P(Summaries, AreStoppedByNothingButTheTokenOfTheMail)
{
    given(dana_, "Hook bent");
    wait(days{7});
    ASSERT_EQ(send_summaries(world_.kernel), 1);
    auto changed = token_to(dana_);
    changed.at(40) = changed.at(40) == 'A' ? 'B' : 'A';
    for (const auto& wrong : {std::string{}, std::string{"x"}, std::string(43, 'A'), changed}) {
        const auto done = notifications::unsubscribe(world_.kernel, world_.origin, wrong);
        EXPECT_EQ(testing_support::code_of(done), "not_found") << wrong;
    }
    EXPECT_EQ(world_.count("notification_choices", world_.home.id), 0);
}

} // namespace
} // namespace assetbuddy::defects
