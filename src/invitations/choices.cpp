#include "invitations/choices.h"

#include "companies/list.h"
#include "invitations/asker.h"
#include "invitations/store.h"
#include "sites/find.h"

namespace assetbuddy::invitations {

namespace {

Choices choices_of(access::Call& call)
{
    Choices choices;
    choices.sets = access::grants_of_all(call, call.organisation());
    for (const auto role : access::all_roles()) {
        const bool is_external = role == access::Role::contractor;
        if (role != access::Role::owner && call.actor.may_hand_out(choices.sets.of(role, is_external)))
            choices.roles.push_back(role);
    }
    choices.sites = sites::list_active(call, call.organisation());
    choices.companies = companies::list_names(call);
    choices.lifetime_days = store::find_settings(call.tx, call.organisation()).lifetime_days;
    return choices;
}

} // namespace

base::Result<Choices> list_choices(access::Call& call)
{
    if (auto may = may_invite(call); !may) return base::refused(may.error());
    return choices_of(call);
}

base::Result<Choices> list_choices_for_edit(access::Call& call)
{
    if (!call.actor.may(access::Permission::users_edit))
        return base::refused("forbidden", {}, "Your role does not let you edit invitations.");
    return choices_of(call);
}

} // namespace assetbuddy::invitations
