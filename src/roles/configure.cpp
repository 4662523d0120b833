#include "roles/configure.h"

#include "access/role_sets.h"
#include "roles/store.h"

namespace assetbuddy::roles {
namespace {

using access::GrantSet;
using base::refused;

std::unexpected<base::Error> not_yours()
{
    return refused("forbidden", {}, "Your role does not let you change what each role may do.");
}

base::Done may_configure(access::Call& call, access::Role role)
{
    if (!call.actor.may(access::Permission::roles_configure)) return not_yours();
    if (role == access::Role::owner)
        return refused("forbidden", {}, "The Owner may always do everything, so this role cannot be changed.");
    return {};
}

/// Read after the hold: another change may have narrowed the asker's own role a moment ago.
base::Done check_reach(access::Call& call, const std::vector<RoleSet>& sets, const GrantSet& before,
                       const GrantSet& after)
{
    const auto& facts = call.actor.facts();
    const auto& of_role = sets[static_cast<std::size_t>(facts.role)].grants;
    const auto own = facts.is_external ? of_role.narrowed_to_external() : of_role;
    if (!own.find(access::Permission::roles_configure)) return not_yours();
    if (own.contains(before) && own.contains(after)) return {};
    return refused("role_above_own", "permissions",
                   "This role does, or would do, things that yours may not, so you cannot change it so.");
}

base::Result<RoleSet> change(access::Call& call, access::Role role, const GrantSet& after,
                             std::optional<std::int64_t> expected_version)
{
    store::hold(call.tx, call.organisation());
    const auto sets = store::list(call.tx, call.organisation());
    auto set = sets[static_cast<std::size_t>(role)];
    if (expected_version && *expected_version != set.version)
        return refused("stale", {}, "Somebody changed this role meanwhile.");
    if (auto reach = check_reach(call, sets, set.grants, after); !reach) return refused(reach.error());
    const auto before = set.grants;
    if (after == before) return set;

    set.grants = after;
    set.is_default = after == access::default_grants(role);
    store::put(call.tx, call.organisation(), set);
    ++set.version;
    if (is_narrowed(before, after)) call.announce(access::RoleLostRights{call.organisation(), role});
    access::record(call, {.organisation = call.organisation(),
                          .action = set.is_default ? "role.reset" : "role.configured",
                          .record_type = "role",
                          .record_id = std::string{access::to_text(role)},
                          .changes = changes_between(before, after)});
    return set;
}

} // namespace

base::Result<RoleSet> configure(access::Call& call, access::Role role, const std::vector<WantedGrant>& wanted,
                                std::optional<std::int64_t> expected_version)
{
    if (auto may = may_configure(call, role); !may) return refused(may.error());
    const auto grants = checked(wanted);
    if (!grants) return refused(grants.error());
    return change(call, role, *grants, expected_version);
}

base::Result<RoleSet> reset(access::Call& call, access::Role role, std::optional<std::int64_t> expected_version)
{
    if (auto may = may_configure(call, role); !may) return refused(may.error());
    return change(call, role, access::default_grants(role), expected_version);
}

} // namespace assetbuddy::roles
