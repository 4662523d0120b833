#include "notifications/notify.h"

#include <algorithm>
#include <stdexcept>

#include <gtest/gtest.h>

#include "access/places.h"
#include "notifications/letter.h"
#include "notifications/limits.h"
#include "notifications/messages.h"
#include "testing/databases.h"
#include "testing/letters.h"
#include "testing/world.h"

namespace assetbuddy::notifications {
namespace {

using access::Permission;
using access::Role;
using base::Done;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class Notify : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    Notice notice(const Person& to, std::string kind = "invitation.accepted")
    {
        return {.kind = std::move(kind),
                .organisation = world.home.id,
                .to = to.user,
                .title = "Pat Example accepted your invitation.",
                .path = "/users/1",
                .subject_id = "1",
                .about_email_key = "pat@example.org"};
    }
    void tell(const Notice& what)
    {
        const auto done = world.as(teller, [&](access::Call& call) -> Done {
            notify(call, what);
            return {};
        });
        ASSERT_TRUE(done);
    }
    std::int64_t unread(const Person& person)
    {
        const auto places = world.look_as(person, [&](access::Call& call) -> base::Result<std::vector<access::Place>> {
            return access::places_of(call, person.account);
        });
        return places.value().front().unread;
    }

    TestDatabase file{GetParam()};
    World world{file.database()};
    Person owner = world.home.owner;
    Person teller = world.add_person(world.home.id, {.name = "Ted Teller", .email = "ted@harbour.example"});
};

TEST_P(Notify, RingsTheBellAndMails) // NOT-1
{
    EXPECT_EQ(unread(owner), 0);
    tell(notice(owner));
    EXPECT_EQ(unread(owner), 1);
    const auto data = testing_support::newest_letter(world, notice_kind, owner.email);
    ASSERT_FALSE(data.empty());
    const auto mail = compose_notice(data, "https://assets.example");
    EXPECT_EQ(mail.subject, "Pat Example accepted your invitation.");
    EXPECT_NE(mail.text.find("https://assets.example/users/1"), std::string::npos);
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(Notify, MailsFewADayAndTheBellTakesAll) // INV-22: a password mail must find room among an address's mails
{
    for (int i = 0; i < 5; ++i) tell(notice(owner));
    EXPECT_EQ(unread(owner), 5);
    EXPECT_EQ(testing_support::count_letters(world, notice_kind, owner.email), most_mails_a_day);
    world.clock.advance(std::chrono::hours{25});
    teller.credential = world.sign_in(teller);
    tell(notice(owner));
    EXPECT_EQ(testing_support::count_letters(world, notice_kind, owner.email), most_mails_a_day + 1);
}

TEST_P(Notify, MailsNobodyAboutWhatTheyDoThemselves)
{
    tell(notice(teller));
    EXPECT_EQ(unread(teller), 1);
    EXPECT_EQ(testing_support::count_letters(world, notice_kind, teller.email), 0);
}

TEST_P(Notify, NobodyInactiveIsTold)
{
    const auto ina =
        world.add_person(world.home.id, {.name = "Ina Active", .email = "ina@harbour.example", .is_active = false});
    tell(notice(ina));
    auto elsewhere = notice(world.twin.owner);
    tell(elsewhere); // a user of the twin is no user of this organisation
    EXPECT_EQ(world.count("notifications", world.home.id), 0);
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(Notify, RefusesWhatNobodyKnows)
{
    for (const auto& wrong :
         {std::pair{"invitation.eaten", "/users"}, std::pair{"invitation.accepted", "//evil.example"},
          std::pair{"invitation.accepted", "https://evil.example"}}) {
        auto what = notice(owner, wrong.first);
        what.path = wrong.second;
        EXPECT_THROW((void)world.as(owner,
                                    [&](access::Call& call) -> Done {
                                        notify(call, what);
                                        return {};
                                    }),
                     std::invalid_argument);
    }
}

TEST_P(Notify, TellsWhoHoldsAPermission)
{
    const auto add = [&](const std::string& name, Role role, bool active, bool external) {
        return world.add_person(world.home.id, {.name = name,
                                                .email = name + "@harbour.example",
                                                .role = role,
                                                .is_active = active,
                                                .is_external = external});
    };
    const auto admin = add("ada", Role::hs_admin, true, false);
    const auto gone = add("gus", Role::hs_admin, false, false);
    const auto outside = add("eve", Role::hs_admin, true, true); // EXT-2: external people do not see the audit log
    const auto operator_ = add("oli", Role::operator_, true, false);
    const auto done = world.as(owner, [&](access::Call& call) -> Done {
        notify_permission(call, world.home.id, Permission::audit_view, notice({}, "invitation.held"));
        return {};
    });
    ASSERT_TRUE(done);
    std::vector<std::string> told;
    for (const auto& row : world.rows("SELECT user_id FROM notifications")) told.push_back(row.text(0));
    std::vector<std::string> wanted{owner.user.text(), admin.user.text()};
    std::ranges::sort(told);
    std::ranges::sort(wanted);
    EXPECT_EQ(told, wanted);
    EXPECT_EQ(world.changes_in_twin(), "");
}

TEST_P(Notify, ErasureTakesWhatSpeaksOfThePerson) // USR-5
{
    const auto pat = world.add_person(world.home.id, {});
    tell(notice(owner));
    auto other = notice(owner);
    other.about_email_key = "somebody@else.example";
    tell(other);
    tell(notice(pat));
    const auto done = world.as(owner, [&](access::Call& call) -> Done {
        call.announce(access::PersonErased{world.home.id, pat.user, "pat@example.org"});
        return {};
    });
    ASSERT_TRUE(done);
    EXPECT_EQ(world.count("notifications", world.home.id), 1);
    EXPECT_EQ(unread(owner), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, Notify, testing_support::AllEngines(), testing_support::engine_name);

} // namespace
} // namespace assetbuddy::notifications
