#include "access/role_sets.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "access/call.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::access {
namespace {

using enum Permission;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

TEST(RoleSetsText, EveryDefaultSetReadsBack)
{
    for (const auto role : all_roles()) EXPECT_EQ(read_grants(to_text(default_grants(role))), default_grants(role));
}

TEST(RoleSetsText, WhatIsNotKnownGrantsNothing)
{
    const auto grants = read_grants("users:view=organisation users:fly=organisation users:edit=site  assets:view=all "
                                    "assets:edit assets:delete=site");
    EXPECT_EQ(to_text(grants), "users:view=organisation assets:delete=site");
    EXPECT_TRUE(read_grants("").all().empty());
}

TEST(RoleSetsText, DefaultSetsHoldOnlyScopesThatExist)
{
    for (const auto role : all_roles())
        for (const auto& grant : default_grants(role).all()) {
            const auto scopes = scopes_of(grant.permission);
            EXPECT_NE(std::ranges::find(scopes, grant.scope), scopes.end()) << to_text(grant.permission);
        }
}

class RoleSetsOf : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};

    void configure(const base::OrganisationId& organisation, Role role, const std::string& grants)
    {
        world_.execute("INSERT INTO role_sets (organisation_id, role, grants) VALUES ('" + organisation.text() +
                       "', '" + std::string{to_text(role)} + "', " + grants + ")");
    }
    std::string grants_as(const Person& person)
    {
        return world_
            .look_as(person, [](Call& call) -> base::Result<std::string> { return to_text(call.actor.grants()); })
            .value();
    }
};

/// ROL-3: what the organisation configured counts for everybody in the role, on the very next request.
TEST_P(RoleSetsOf, AnOrganisationCountOnTheNextRequest)
{
    const auto supervisor = world_.add_person(world_.home.id, {.email = "s@example.org", .role = Role::supervisor});
    const auto external =
        world_.add_person(world_.home.id, {.email = "e@example.org", .role = Role::supervisor, .is_external = true});
    EXPECT_EQ(grants_as(supervisor), to_text(default_grants(Role::supervisor)));
    configure(world_.home.id, Role::supervisor, "'users:view=organisation defects:view=site'");
    EXPECT_EQ(grants_as(supervisor), "users:view=organisation defects:view=site");
    EXPECT_EQ(grants_as(external), "contractor_dashboard:view=own defects:view=assigned");
    world_.execute("UPDATE role_sets SET grants = NULL");
    EXPECT_EQ(grants_as(supervisor), to_text(default_grants(Role::supervisor)));
}

TEST_P(RoleSetsOf, AnotherOrganisationAreNotTouched)
{
    configure(world_.home.id, Role::hs_admin, "''");
    const auto here = world_.add_person(world_.home.id, {.email = "a@example.org", .role = Role::hs_admin});
    EXPECT_EQ(grants_as(here), "");
    const auto there = world_.look_as(world_.twin.owner, [&](Call& call) -> base::Result<GrantSet> {
        return grants_of(call, call.organisation(), Role::hs_admin);
    });
    EXPECT_EQ(*there, default_grants(Role::hs_admin));
    EXPECT_EQ(world_.changes_in_twin(), "");
}

TEST_P(RoleSetsOf, OthersAreReadInOneStatement)
{
    configure(world_.home.id, Role::operator_, "'assets:view=organisation users:edit=organisation'");
    configure(world_.home.id, Role::director, "NULL");
    const auto sets = world_.look_as(world_.home.owner, [](Call& call) -> base::Result<RoleSets> {
        return grants_of_all(call, call.organisation());
    });
    EXPECT_EQ(to_text(sets->of(Role::operator_)), "users:edit=organisation assets:view=organisation");
    EXPECT_EQ(to_text(sets->of(Role::operator_, true)), "contractor_dashboard:view=own assets:view=assigned");
    EXPECT_EQ(sets->of(Role::director), default_grants(Role::director));
    EXPECT_EQ(sets->of(Role::owner), default_grants(Role::owner));
}

INSTANTIATE_TEST_SUITE_P(Engines, RoleSetsOf, testing_support::AllEngines(), testing_support::engine_name);

} // namespace
} // namespace assetbuddy::access
