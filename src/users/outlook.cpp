#include "users/outlook.h"

#include "access/role_sets.h"
#include "sites/find.h"
#include "sites/list.h"
#include "users/find.h"
#include "users/list.h"

namespace assetbuddy::users {
namespace {

using access::Permission;

access::Actor somebody_at(access::Call& call, const Standpoint& there)
{
    return access::Actor{{.account = {},
                          .organisation = call.organisation(),
                          .organisation_name = call.actor.facts().organisation_name,
                          .user = there.user,
                          .session = {},
                          .name = {},
                          .email = {},
                          .role = there.role,
                          .site = there.site,
                          .is_external = there.is_external,
                          .role_set = access::grants_of(call, call.organisation(), there.role)}};
}

/// Only who sees all there is may be told how many somebody else sees.
bool sees_all(const access::Call& call, Permission permission)
{
    const auto held = call.actor.grant(permission);
    return held && held->scope == access::Scope::organisation;
}

template <class Count>
Sight sight(const access::Call& asker, access::Call& person, Permission permission, const Count& count)
{
    if (!person.actor.may(permission)) return {};
    if (!sees_all(asker, permission)) return {.is_shown = true};
    return {.is_shown = true, .count = count(person)};
}

std::int64_t count_people(access::Call& person)
{
    return users::list(person, {.limit = 1, .with_total = true}).value().total.value();
}

std::int64_t count_sites(access::Call& person)
{
    return sites::list(person, {.limit = 1, .with_total = true}).value().total.value();
}

} // namespace

Outlook outlook_of(access::Call& call, const Standpoint& there)
{
    const auto actor = somebody_at(call, there);
    access::Call person{call.tx, call.kernel, actor, call.origin};
    Outlook outlook{.grants = actor.grants(), .site = {}, .people = {}, .sites = {}};
    if (there.site)
        if (const auto site = sites::find(call, call.organisation(), *there.site)) outlook.site = site->name;
    outlook.people = sight(call, person, Permission::users_view, count_people);
    outlook.sites = sight(call, person, Permission::sites_view, count_sites);
    return outlook;
}

base::Result<PersonsOutlook> find_outlook(access::Call& call, const base::UserId& id)
{
    auto user = find_visible(call, id);
    if (!user) return base::refused(user.error());
    PersonsOutlook found{std::move(*user), {}};
    const auto& place = found.user;
    if (place.is_active)
        found.outlook = outlook_of(
            call, {.role = place.role, .is_external = place.is_external, .site = place.site, .user = place.id});
    return found;
}

} // namespace assetbuddy::users
