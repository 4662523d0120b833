#include "defects/close_out.h"

#include "defects/steps.h"
#include "defects/tell.h"

namespace assetbuddy::defects {

base::Result<Defect> close_out(access::Call& call, const base::DefectId& id, const CloseoutFields& fields,
                               std::optional<std::int64_t> expected_version)
{
    auto moving = hold_for(call, id, Action::close_out, expected_version);
    if (!moving) return base::refused(moving.error());
    auto closeout = checked(fields);
    if (!closeout) return base::refused(closeout.error());
    auto& [before, after] = *moving;
    after.closeout_notes = closeout->notes;
    after.parts_cost = closeout->parts_cost;
    after.labour_cost = closeout->labour_cost;
    after.repaired_by = closeout->repaired_by;
    after.closed_out_by = Named{call.actor.user(), call.actor.facts().name};
    after.closed_out_at = call.now;
    after.rejected_reason.clear();
    auto written = write(call, before, after, {.what = What::closed_out, .words = closeout->notes});
    tell_awaiting_verification(call, written);
    return written;
}

} // namespace assetbuddy::defects
