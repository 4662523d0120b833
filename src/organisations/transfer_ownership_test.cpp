// USR-6: exactly one Owner, whatever happens at the same moment.

#include "organisations/transfer_ownership.h"

#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "organisations/ownership_letter.h"
#include "testing/databases.h"
#include "testing/letters.h"
#include "testing/world.h"
#include "users/deactivate.h"

namespace assetbuddy::organisations {
namespace {

using access::Role;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

class Ownership : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    void TearDown() override
    {
        EXPECT_EQ(owners(), 1);
        EXPECT_EQ(world_.changes_in_twin(), "");
    }
    std::int64_t owners()
    {
        return world_
            .rows("SELECT COUNT(*) FROM users u JOIN organisations o ON o.id = u.organisation_id AND o.owner_user_id = "
                  "u.id WHERE u.role = 'owner' AND u.is_active = 1 AND u.deleted_at IS NULL AND o.id = '" +
                  world_.home.id.text() + "'")
            .at(0)
            .integer(0);
    }
    std::string role_of(const Person& person)
    {
        return world_.rows("SELECT role FROM users WHERE id = '" + person.user.text() + "'").at(0).text(0);
    }
    std::string transfer(const Person& asker, const Person& to, TransferOwnership request = {})
    {
        request.user_id = to.user.text();
        if (request.password.empty()) request.password = std::string{testing_support::everybodys_password};
        const auto done = transfer_ownership(world_.kernel, asker.credential, world_.origin, request);
        return done ? "" : done.error().code;
    }
    Person member(const std::string& email, Role role = Role::operator_, bool is_active = true)
    {
        return world_.add_person(world_.home.id, {.email = email, .role = role, .is_active = is_active});
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Ownership, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Ownership, MovesWithAPasswordAndTellsBoth)
{
    const auto pat = member("pat@harbour.example");
    EXPECT_EQ(transfer(world_.home.owner, pat, {.password = "not this one at all"}), "wrong_credentials");
    EXPECT_EQ(role_of(pat), "operator");
    EXPECT_EQ(transfer(world_.home.owner, pat), "");
    EXPECT_EQ(role_of(pat), "owner");
    EXPECT_EQ(role_of(world_.home.owner), "hs_admin") << "the giver's next role by default";
    EXPECT_EQ(testing_support::count_letters(world_, ownership_given_kind, "olive@harbour.example"), 1);
    EXPECT_EQ(testing_support::count_letters(world_, ownership_received_kind, "pat@harbour.example"), 1);
    EXPECT_EQ(world_.rows("SELECT 1 FROM audit_entries WHERE action = 'organisation.ownership_transferred'").size(),
              1U);
    EXPECT_EQ(transfer(world_.home.owner, member("two@harbour.example")), "forbidden") << "it is not theirs any more";
    EXPECT_EQ(transfer(pat, world_.home.owner, {.role = "supervisor"}), "");
    EXPECT_EQ(role_of(pat), "supervisor");
}

TEST_P(Ownership, GoesOnlyToActivePeopleOfTheOrganisation)
{
    const auto& owner = world_.home.owner;
    EXPECT_EQ(transfer(owner, member("idle@harbour.example", Role::operator_, false)), "wrong_state");
    EXPECT_EQ(transfer(owner, member("cora@cranes.example", Role::contractor)), "wrong_state");
    EXPECT_EQ(transfer(owner, owner), "wrong_state");
    EXPECT_EQ(transfer(owner, world_.twin.owner), "not_found");
    const auto pat = member("pat@harbour.example");
    for (const auto* role : {"owner", "contractor", "captain"})
        EXPECT_EQ(transfer(owner, pat, {.role = role}), "invalid") << role;
    EXPECT_EQ(transfer(member("hs@harbour.example", Role::hs_admin), pat), "forbidden");
}

TEST_P(Ownership, IsOneThroughEveryRace)
{
    const auto one = member("one@harbour.example");
    const auto two = member("two@harbour.example");
    for (int round = 0; round < 10; ++round) {
        std::latch start{3};
        std::string first, second;
        {
            const std::jthread a{[&] {
                start.arrive_and_wait();
                first = transfer(world_.home.owner, one);
            }};
            const std::jthread b{[&] {
                start.arrive_and_wait();
                second = transfer(world_.home.owner, two);
            }};
            const std::jthread c{[&] {
                start.arrive_and_wait();
                (void)world_.as(world_.home.owner,
                                [&](access::Call& call) { return users::deactivate(call, two.user); });
            }};
        }
        EXPECT_EQ(owners(), 1);
        EXPECT_LE((first.empty() ? 1 : 0) + (second.empty() ? 1 : 0), 1) << first << " " << second;
        for (const auto& person : {one, two}) {
            world_.execute("UPDATE users SET is_active = 1 WHERE id = '" + person.user.text() + "'");
            if (role_of(person) == "owner") {
                ASSERT_EQ(transfer(person, world_.home.owner), "");
            }
        }
        auto two_again = two;
        const_cast<Person&>(two).credential = world_.sign_in(two_again);
    }
}

} // namespace
} // namespace assetbuddy::organisations
