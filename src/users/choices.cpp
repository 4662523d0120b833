#include "users/choices.h"

#include "access/role_sets.h"
#include "users/authority.h"
#include "users/remove.h"

namespace assetbuddy::users {

using access::Permission;
using access::Role;

std::vector<Role> roles_for(access::Call& call, const User& user)
{
    const auto sets = access::grants_of_all(call, user.organisation);
    std::vector<Role> roles;
    for (const auto role : access::all_roles()) {
        const bool is_external = user.is_external || role == Role::contractor;
        const bool can_be_given = role != Role::owner && call.actor.may_hand_out(sets.of(role, is_external));
        if (role == user.role || can_be_given) roles.push_back(role);
    }
    return roles;
}

Steps steps_on(access::Call& call, const User& user)
{
    Steps steps;
    steps.edit = may_act_on(call, user, Permission::users_edit).has_value();
    steps.is_out_of_reach = call.actor.may(Permission::users_edit) && !steps.edit;
    const bool may_end = user.role != Role::owner && user.id != call.actor.user();
    steps.deactivate = steps.edit && may_end && user.is_active;
    steps.reactivate = steps.edit && may_end && !user.is_active;
    steps.remove = may_remove(call, user).has_value();
    return steps;
}

} // namespace assetbuddy::users
