#include "users/authority.h"

#include <algorithm>

#include "access/role_sets.h"
#include "users/find.h"

namespace assetbuddy::users {
namespace {

using access::Grant;
using access::Permission;
using access::Scope;

std::string what_is_missing(Permission permission)
{
    return "Your role does not let you " + std::string{access::in_words(permission)} + ".";
}

/// Whether some grant of the place reaches one site, or all for want of one, where the asker's own reaches only theirs.
bool reaches_further(const access::Actor& actor, const access::GrantSet& offered, const User& after)
{
    const auto& own_site = actor.facts().site;
    if (!own_site || after.site == own_site) return false;
    return std::ranges::any_of(offered.all(), [&](const Grant& grant) {
        const auto own = actor.grant(grant.permission);
        return grant.scope == Scope::site && own && own->scope == Scope::site;
    });
}

} // namespace

access::GrantSet grants_of(access::Call& call, const User& user)
{
    return access::grants_of_all(call, user.organisation).of(user.role, user.is_external);
}

base::Done may_act_on(access::Call& call, const User& user, Permission permission)
{
    if (!call.actor.may(permission)) return base::refused("forbidden", {}, what_is_missing(permission));
    if (call.actor.may_hand_out(grants_of(call, user))) return {};
    return base::refused("forbidden", {},
                         "The role of this person may do things that yours may not, so you cannot change them.");
}

base::Done may_give_place(access::Call& call, const User& after)
{
    const auto offered = grants_of(call, after);
    if (!call.actor.may_hand_out(offered))
        return base::refused("role_above_own", "role",
                             "This role may do things that yours may not, so you cannot give it.");
    if (reaches_further(call.actor, offered, after))
        return base::refused("role_above_own", "site_id",
                             "Your own role reaches your site alone, so you cannot give reach over another one.");
    return {};
}

base::Result<User> find_to_change(access::Call& call, const base::UserId& id, Permission permission,
                                  std::optional<std::int64_t> expected_version)
{
    auto user = find_visible(call, id);
    if (!user) return user;
    if (auto may = may_act_on(call, *user, permission); !may) return base::refused(may.error());
    if (expected_version && *expected_version != user->version) return base::refused(stale_or_again(expected_version));
    return user;
}

base::Error stale_or_again(std::optional<std::int64_t> expected_version)
{
    if (!expected_version) throw platform::sql::Retryable("a user changed at the same moment");
    return {.code = "stale", .detail = "Somebody changed this person meanwhile."};
}

} // namespace assetbuddy::users
