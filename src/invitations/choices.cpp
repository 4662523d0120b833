#include "invitations/choices.h"

#include "invitations/asker.h"
#include "invitations/store.h"
#include "sites/find.h"

namespace assetbuddy::invitations {

base::Result<Choices> list_choices(access::Call& call)
{
    if (auto may = may_invite(call); !may) return base::refused(may.error());
    Choices choices;
    choices.sets = access::grants_of_all(call, call.organisation());
    for (const auto role : access::all_roles()) {
        const bool is_external = role == access::Role::contractor;
        if (role != access::Role::owner && call.actor.may_hand_out(choices.sets.of(role, is_external)))
            choices.roles.push_back(role);
    }
    choices.sites = sites::list_active(call, call.organisation());
    choices.lifetime_days = store::find_lifetime_days(call.tx, call.organisation());
    return choices;
}

} // namespace assetbuddy::invitations
