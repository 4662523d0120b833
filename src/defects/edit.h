#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"

namespace assetbuddy::defects {

/// What is given changes; the rest stays.
struct EditRequest {
    std::optional<std::string> title = {};
    std::optional<std::string> severity = {};
    std::optional<std::string> description = {};
    std::optional<std::string> due_on = {}; // empty: none any more
    std::optional<bool> isolates = {};
    std::optional<std::int64_t> expected_version = {};
};

/// Corrects a report; needs defects:assign over it. Isolating starts and ends with the tick as in `report`. Errors:
/// not_found, forbidden, stale, wrong_state (closed), invalid.
base::Result<Defect> edit(access::Call& call, const base::DefectId& id, const EditRequest& request);

/// Writes a line into the timeline, for whoever may move the defect in some way; the assignee reads it. Errors:
/// not_found, forbidden, wrong_state (closed), invalid (`text`).
base::Result<Defect> write_note(access::Call& call, const base::DefectId& id, const std::string& text);

} // namespace assetbuddy::defects
