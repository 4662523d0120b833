#include "defects/find.h"

#include <algorithm>

#include "defects/steps.h"
#include "defects/store.h"

namespace assetbuddy::defects {

using access::Permission;

base::Result<Defect> find_visible(access::Call& call, const base::DefectId& id)
{
    const auto visible = call.actor.visible<Defect>(Permission::defects_view);
    auto defect = visible ? store::find_visible(call.tx, *visible, id, call.now) : std::nullopt;
    if (!defect) return base::refused("not_found", {}, "There is no such defect.");
    return shown_to(call.actor, *std::move(defect));
}

base::Result<std::vector<Event>> list_events(access::Call& call, const base::DefectId& id)
{
    const auto defect = find_visible(call, id);
    if (!defect) return base::refused(defect.error());
    const bool is_external = call.actor.facts().is_external;
    auto events =
        store::list_events(call.tx, call.organisation(), id, is_external ? std::optional{defect->turn} : std::nullopt);
    // Who had it before is none of their business.
    if (is_external)
        for (auto& event : events) event.before_name.clear();
    return events;
}

bool Steps::may(Action action) const
{
    return std::ranges::find(actions, action) != actions.end();
}

Steps steps_on(access::Call& call, const Defect& defect)
{
    Steps steps;
    for (const auto& move : moves) {
        if (move.from != defect.status || !covers(call.actor, move.permission, defect)) continue;
        if (move.who == Who::not_the_repairer && !verification_by(call, defect)) continue;
        steps.actions.push_back(move.action);
    }
    steps.edit = !defect.is_closed() && covers(call.actor, Permission::defects_assign, defect);
    steps.write_note = may_write_note(call.actor, defect);
    return steps;
}

} // namespace assetbuddy::defects
