#include "users/find.h"

#include "users/shown.h"
#include "users/store.h"

namespace assetbuddy::users {

std::optional<User> find_by_email(access::Call& call, const base::OrganisationId& organisation,
                                  const base::EmailAddress& email)
{
    return store::find_by_email(call.tx, organisation, email.key());
}

void foresee_by_email(access::Call& call, const base::OrganisationId& organisation, const base::EmailAddress& email)
{
    store::foresee_by_email(call.tx, organisation, email.key());
}

std::map<std::string, Known> list_known(access::Call& call, const base::OrganisationId& organisation,
                                        std::span<const std::string> email_keys)
{
    std::map<std::string, Known> known;
    for (auto& each : store::list_with_email(call.tx, organisation, email_keys))
        known.emplace(std::move(each.email_key), Known{std::move(each.user), each.is_active});
    return known;
}

std::optional<User> find(access::Call& call, const base::OrganisationId& organisation, const base::UserId& id)
{
    return store::find(call.tx, organisation, id);
}

base::Result<User> find_visible(access::Call& call, const base::UserId& id)
{
    const auto visible = call.actor.visible<User>(access::Permission::users_view);
    if (visible)
        if (auto user = store::find(call.tx, visible->organisation(), id))
            return shown_to(call.actor, std::move(*user));
    return base::refused("not_found", {}, "There is no such person in this organisation.");
}

} // namespace assetbuddy::users
