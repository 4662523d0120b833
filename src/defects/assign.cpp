#include "defects/assign.h"

#include "defects/assignees.h"
#include "defects/steps.h"
#include "defects/tell.h"

namespace assetbuddy::defects {

base::Result<Defect> assign(access::Call& call, const base::DefectId& id, const Assignee& to,
                            std::optional<std::int64_t> expected_version)
{
    auto moving = hold_for(call, id, Action::assign, expected_version);
    if (!moving) return base::refused(moving.error());
    auto& [before, after] = *moving;
    if (before.assignee == to) return before;
    if (!to.is_nobody() && !hold_assignable(call, before, to))
        return base::invalid({{to.user ? "user_id" : "invitation_id", "unknown_value",
                               "Choose somebody from the list: active, and able to close out defects here."}});
    after.assignee = to;
    after.assigned_by = call.actor.user();
    after.assigned_at = call.now;
    after.rejected_reason.clear(); // it was said to whoever had it then; the timeline keeps it
    ++after.turn;
    if (to.is_nobody()) after.status = before.status;
    const auto what = to.is_nobody() ? What::unassigned : What::assigned;
    auto written = write(call, before, after, {what, before.assignee.id(), to.id()});
    forget_notices(call, before);
    tell_assigned(call, written);
    return written;
}

} // namespace assetbuddy::defects
