#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"

namespace assetbuddy::defects {

/// Gives the defect to somebody who may close it out, to somebody invited (INV-24), or to nobody; an Open one is then
/// In Progress. A new turn begins: what the next person reads of the one before is up to EXT-2. Errors: not_found,
/// forbidden, stale, wrong_state, invalid (`user_id` or `invitation_id`: nobody who may be given it).
base::Result<Defect> assign(access::Call& call, const base::DefectId& id, const Assignee& to,
                            std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::defects
