#include "defects/react.h"

#include "access/forget.h"
#include "defects/steps.h"
#include "defects/store.h"
#include "defects/tell.h"
#include "users/erase.h"
#include "users/find.h"

namespace assetbuddy::defects {
namespace {

/// The defects of an invitation, each held until the transaction ends.
std::vector<Defect> hold_of(access::Call& call, const base::OrganisationId& organisation,
                            const base::InvitationId& invitation)
{
    std::vector<Defect> defects;
    for (const auto& id : store::list_of_invitation(call.tx, organisation, invitation)) {
        store::hold(call.tx, organisation, id);
        auto defect = store::find(call.tx, organisation, id);
        if (defect && defect->assignee.invitation == invitation) defects.push_back(*std::move(defect));
    }
    return defects;
}

} // namespace

void hand_over(access::Call& call, const access::InvitationAccepted& accepted)
{
    for (const auto& before : hold_of(call, accepted.organisation, accepted.invitation)) {
        auto after = before;
        after.assignee = {.user = accepted.user};
        const auto written =
            write(call, before, after,
                  {.what = What::assigned, .before = before.assignee.id(), .after = accepted.user.text(), .words = {}});
        tell_assigned(call, written);
    }
}

void take_back(access::Call& call, const access::InvitationEnded& ended)
{
    for (const auto& before : hold_of(call, ended.organisation, ended.invitation)) {
        auto after = before;
        after.assignee = {};
        after.assigned_at = call.now; // since when nobody has it
        ++after.turn;
        const auto written = write(call, before, after, {What::unassigned, before.assignee.id()});
        if (before.assigned_by) tell_taken_back(call, written, *before.assigned_by, before.assignee_name);
    }
}

void tell_left_behind(access::Call& call, const access::UserLeft& left)
{
    if (call.actor.signed_in()) return;
    const auto person = users::find(call, left.organisation, left.user);
    if (person) tell_open_with(call, *person, store::count_open_by_site(call.tx, left.organisation, left.user));
}

void forget_person(access::Call& call, const access::PersonErased& erased)
{
    const auto closed_out = store::list_closed_out_by(call.tx, erased.organisation, erased.user);
    if (closed_out.empty()) return;
    store::update_repaired_by(call.tx, erased.organisation, erased.user, users::erased_name);
    for (const auto& id : closed_out) access::forget_record(call, erased.organisation, "defect", id.text());
}

} // namespace assetbuddy::defects
