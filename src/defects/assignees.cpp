#include "defects/assignees.h"

#include "access/contact.h"
#include "access/role_sets.h"
#include "defects/find.h"
#include "defects/limits.h"
#include "defects/store_people.h"

namespace assetbuddy::defects {

using access::Permission;

base::Result<std::vector<Candidate>> list_assignees(access::Call& call, const base::DefectId& id,
                                                    const std::string& query)
{
    if (!call.actor.may(Permission::defects_assign))
        return base::refused("forbidden", {}, "Your role does not let you assign defects.");
    const auto defect = find_visible(call, id);
    if (!defect) return base::refused(defect.error());
    if (!covers(call.actor, Permission::defects_assign, *defect))
        return base::refused("forbidden", {}, "Your role does not let you assign this defect.");
    const auto sets = access::grants_of_all(call, call.organisation());
    return store::list_candidates(
        call.tx, call.organisation(), defect->site, access::holding_of(sets, Permission::defects_close_out, false),
        access::holding_of(sets, Permission::defects_close_out, true), query,
        access::may_reach_outsiders(call.actor) ? access::Apart::is_searched : access::Apart::is_passed_over,
        most_assignees);
}

std::optional<Contact> find_assignee_contact(access::Call& call, const Defect& defect)
{
    if (!access::may_reach_outsiders(call.actor)) return std::nullopt;
    return store::find_outside_contact(call.tx, call.organisation(), defect.assignee);
}

bool hold_assignable(access::Call& call, const Defect& defect, const Assignee& to)
{
    const auto held = to.user ? store::hold_user(call.tx, call.organisation(), *to.user)
                              : store::hold_invitation(call.tx, call.organisation(), *to.invitation);
    if (!held) return false;
    const auto sets = access::grants_of_all(call, call.organisation());
    const auto grant = sets.of(held->role, held->is_external).find(Permission::defects_close_out);
    if (!grant) return false;
    return grant->scope != access::Scope::site || !held->site || *held->site == defect.site;
}

} // namespace assetbuddy::defects
