#pragma once

#include <vector>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"
#include "defects/event.h"
#include "defects/workflow.h"

namespace assetbuddy::defects {

/// The defect for whoever may see it, narrowed to what they may know of it (EXT-2). Errors: not_found (also without the
/// permission, and out of reach: ROL-1).
base::Result<Defect> find_visible(access::Call& call, const base::DefectId& id);

/// What happened to it, oldest first; an external person reads their own turn. Errors: not_found.
base::Result<std::vector<Event>> list_events(access::Call& call, const base::DefectId& id);

/// What the caller may do to it now: the buttons of its page, and no others.
struct Steps {
    std::vector<Action> actions;
    bool edit = false;
    bool write_note = false;
    [[nodiscard]] bool may(Action action) const;
};
Steps steps_on(access::Call& call, const Defect& defect);

} // namespace assetbuddy::defects
