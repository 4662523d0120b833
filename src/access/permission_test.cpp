#include "access/permission.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "access/actor.h"

namespace assetbuddy::access {
namespace {

using enum Permission;

TEST(Permissions, NamesAreResourceColonActionAndReadBack)
{
    std::set<std::string_view> names;
    for (const auto permission : all_permissions()) {
        const auto name = to_text(permission);
        EXPECT_EQ(std::ranges::count(name, ':'), 1) << name;
        EXPECT_EQ(read_permission(name), permission);
        EXPECT_FALSE(in_words(permission).empty());
        EXPECT_TRUE(names.insert(name).second) << name;
    }
    EXPECT_EQ(read_permission("users:fly"), std::nullopt);
}

TEST(Roles, SlugsAreThoseOfTheContract)
{
    const std::vector<std::string_view> slugs{"owner",      "hs_admin", "site_manager", "engineering",
                                              "supervisor", "operator", "director",     "contractor"};
    std::vector<std::string_view> found;
    for (const auto role : all_roles()) {
        found.push_back(to_text(role));
        EXPECT_EQ(read_role(to_text(role)), role);
    }
    EXPECT_EQ(found, slugs);
    EXPECT_EQ(read_role("Owner"), std::nullopt);
}

TEST(Roles, UserManagementBelongsToTheOwnerAloneByDefault)
{
    for (const auto role : all_roles())
        for (const auto permission : {users_invite, users_edit, users_delete, roles_configure, organisation_settings})
            EXPECT_EQ(default_grants(role).find(permission).has_value(), role == Role::owner) << to_text(role);
}

/// ROL-1: these exist with scope organisation only.
TEST(Roles, SomePermissionsHaveOrganisationScopeOnly)
{
    for (const auto role : all_roles())
        for (const auto& grant : default_grants(role).all()) {
            const auto name = to_text(grant.permission);
            const bool whole = name.starts_with("users:") || name.starts_with("roles:") ||
                               name.starts_with("organisation:") || name == "audit:view" ||
                               name.starts_with("templates:") || name.starts_with("categories:") ||
                               name.starts_with("sites:");
            EXPECT_TRUE(!whole || grant.scope == Scope::organisation) << name;
        }
}

struct Expected {
    Role role;
    Permission permission;
    std::optional<Scope> scope;
};

TEST(Roles, SpotChecksOfTheTable)
{
    const std::vector<Expected> table{
        {Role::director, users_view, Scope::organisation},
        {Role::engineering, users_view, std::nullopt},
        {Role::site_manager, assets_view, Scope::site},
        {Role::contractor, assets_view, Scope::assigned},
        {Role::contractor, sites_view, std::nullopt},
        {Role::engineering, defects_close_out, Scope::assigned},
        {Role::director, defects_close_out, std::nullopt},
        {Role::operator_, dashboard_view, Scope::own},
        {Role::supervisor, defects_create, Scope::site},
        {Role::site_manager, defects_create, Scope::organisation},
        {Role::contractor, contractor_dashboard_view, Scope::own},
        {Role::owner, contractor_dashboard_view, std::nullopt},
    };
    for (const auto& [role, permission, scope] : table) {
        const auto grant = default_grants(role).find(permission);
        EXPECT_EQ(grant ? std::optional{grant->scope} : std::nullopt, scope)
            << to_text(role) << " " << to_text(permission);
    }
}

/// EXT-2: whatever the role, what is left is `assigned`.
TEST(External, EveryGrantIsNarrowedToAssigned)
{
    for (const auto role : all_roles()) {
        const auto narrowed = default_grants(role).narrowed_to_external();
        EXPECT_TRUE(narrowed.find(contractor_dashboard_view).has_value());
        for (const auto& grant : narrowed.all())
            EXPECT_TRUE(grant.permission == contractor_dashboard_view || grant.scope == Scope::assigned);
        for (const auto never : {users_view, users_invite, sites_view, templates_view, audit_view, checks_view})
            EXPECT_FALSE(narrowed.find(never).has_value()) << to_text(role) << to_text(never);
    }
}

/// INV-4.
TEST(HandingOut, NobodyGivesReachTheyLack)
{
    const auto& owner = default_grants(Role::owner);
    for (const auto role : all_roles()) EXPECT_TRUE(owner.contains(default_grants(role))) << to_text(role);

    const auto& manager = default_grants(Role::site_manager);
    EXPECT_TRUE(manager.contains(default_grants(Role::operator_)));
    EXPECT_FALSE(manager.contains(default_grants(Role::engineering))); // organisation does not lie within site
    EXPECT_FALSE(manager.contains(default_grants(Role::owner)));
    EXPECT_TRUE(GrantSet{}.contains(default_grants(Role::contractor))); // own work never counts
    EXPECT_TRUE(GrantSet{}.contains(default_grants(Role::owner).narrowed_to_external()));
    EXPECT_FALSE(GrantSet{}.contains(default_grants(Role::operator_)));
}

TEST(HandingOut, ManagingUsersMeansAnyUsersPermissionBeyondView)
{
    EXPECT_TRUE(default_grants(Role::owner).manages_users());
    EXPECT_FALSE(default_grants(Role::hs_admin).manages_users());
    EXPECT_TRUE((GrantSet{{{users_delete, Scope::organisation}}}).manages_users());
    EXPECT_FALSE((GrantSet{{{users_view, Scope::organisation}}}).manages_users());
}

TEST(Actors, NobodyHoldsNothing)
{
    for (const auto permission : all_permissions()) EXPECT_FALSE(Actor::nobody().may(permission));
    EXPECT_FALSE(Actor::nobody().signed_in());
    EXPECT_FALSE(Actor::nobody().visible<struct Anything>(users_view).has_value());
}

TEST(Actors, AnExternalOwnerOfARoleIsNarrowed)
{
    Actor::Facts facts;
    facts.user = base::UserId{"0"};
    facts.role = Role::hs_admin;
    facts.is_external = true;
    const Actor actor{facts};
    EXPECT_FALSE(actor.may(users_view));
    EXPECT_EQ(actor.grant(defects_view)->scope, Scope::assigned);
}

} // namespace
} // namespace assetbuddy::access
