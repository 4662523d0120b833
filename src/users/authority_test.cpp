// USR-7 and R-AUTHZ-6: every role against every role, with rights that overlap in every way.

#include "users/authority.h"

#include <gtest/gtest.h>

#include "access/role_sets.h"
#include "testing/databases.h"
#include "testing/world.h"
#include "users/deactivate.h"
#include "users/edit.h"
#include "users/reactivate.h"

namespace assetbuddy::users {
namespace {

using access::Permission;
using access::Role;
using testing_support::code_of;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

/// Every role may edit and delete people here, beside what it may do by default; so only USR-7 is left to refuse.
class Matrix : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};
    std::map<Role, Person> askers_;
    std::map<Role, Person> targets_;

    void SetUp() override
    {
        int number = 0;
        for (const auto role : access::all_roles()) {
            if (role == Role::owner) continue;
            configure(role);
            const auto email = [&] { return "p" + std::to_string(++number) + "@harbour.example"; };
            askers_[role] = world_.add_person(world_.home.id, {.email = email(), .role = role});
            targets_[role] = world_.add_person(world_.home.id, {.email = email(), .role = role});
        }
        askers_[Role::owner] = targets_[Role::owner] = world_.home.owner;
    }
    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    void configure(Role role)
    {
        std::vector<access::Grant> grants;
        for (const auto& grant : access::default_grants(role).all())
            if (!access::to_text(grant.permission).starts_with("users:")) grants.push_back(grant);
        for (const auto permission : {Permission::users_view, Permission::users_edit, Permission::users_delete})
            grants.push_back({permission, access::Scope::organisation});
        world_.execute("INSERT INTO role_sets (organisation_id, role, grants) VALUES ('" + world_.home.id.text() +
                       "', '" + std::string{access::to_text(role)} + "', '" +
                       access::to_text(access::GrantSet{std::move(grants)}) + "')");
    }
    /// By the words of USR-7 alone: everything the other holds that reaches others, one holds as well.
    access::GrantSet set_of(Role role)
    {
        return world_
            .look_as(world_.home.owner,
                     [&](access::Call& call) -> base::Result<access::GrantSet> {
                         return access::grants_of_all(call, call.organisation()).of(role, role == Role::contractor);
                     })
            .value();
    }
    template <class Verb>
    std::string as(Role asker, const Verb& verb)
    {
        return code_of(world_.as(askers_.at(asker), verb));
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Matrix, testing_support::AllEngines(), testing_support::engine_name);

TEST_P(Matrix, NobodyTouchesWhoMayDoWhatTheyMayNot)
{
    int allowed = 0;
    int refused = 0;
    for (const auto asker : access::all_roles()) {
        for (const auto target : access::all_roles()) {
            if (target == Role::owner && asker == Role::owner) continue;
            const auto& whom = targets_.at(target).user;
            const bool sees = asker != Role::contractor; // external people see nobody (EXT-2)
            const bool may = sees && set_of(asker).contains(set_of(target));
            const std::string expected = !sees ? "not_found" : may ? "" : "forbidden";
            const auto what = std::string{access::to_text(asker)} + " on " + std::string{access::to_text(target)};
            EXPECT_EQ(
                as(asker, [&](access::Call& call) { return edit(call, whom, {.phone = "1234" + what.substr(0, 4)}); }),
                expected)
                << what;
            EXPECT_EQ(as(asker, [&](access::Call& call) { return deactivate(call, whom); }), expected) << what;
            EXPECT_EQ(as(asker, [&](access::Call& call) { return reactivate(call, whom); }), expected) << what;
            ++(may ? allowed : refused);
        }
    }
    EXPECT_GT(allowed, 15);
    EXPECT_GT(refused, 15);
}

TEST_P(Matrix, NobodyGivesARoleThatMayDoMore)
{
    const auto pat = world_.add_person(world_.home.id, {.email = "pat@harbour.example", .role = Role::contractor});
    for (const auto asker : access::all_roles()) {
        if (asker == Role::contractor) continue;
        for (const auto role : access::all_roles()) {
            if (role == Role::owner || role == Role::contractor) continue;
            const auto what = std::string{access::to_text(asker)} + " gives " + std::string{access::to_text(role)};
            const auto code = as(asker, [&](access::Call& call) {
                return edit(call, pat.user, {.role = std::string{access::to_text(role)}, .is_external = false});
            });
            EXPECT_EQ(code, set_of(asker).contains(set_of(role)) ? "" : "role_above_own") << what;
            world_.execute(
                "UPDATE users SET role = 'contractor', is_external = 1, company_name = 'Cranes' WHERE id = '" +
                pat.user.text() + "'");
        }
    }
}

/// A narrower set of rights for the asker's role closes the door at once.
TEST_P(Matrix, CountsTheRightsOfThisMoment)
{
    const auto& pat = targets_.at(Role::site_manager);
    EXPECT_EQ(as(Role::hs_admin, [&](access::Call& call) { return edit(call, pat.user, {.name = "Pat A"}); }), "");
    world_.execute("UPDATE role_sets SET grants = 'users:view=organisation users:edit=organisation' WHERE role = "
                   "'hs_admin' AND organisation_id = '" +
                   world_.home.id.text() + "'");
    EXPECT_EQ(as(Role::hs_admin, [&](access::Call& call) { return edit(call, pat.user, {.name = "Pat B"}); }),
              "forbidden");
}

} // namespace
} // namespace assetbuddy::users
