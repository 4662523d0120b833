#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"

namespace assetbuddy::defects {

/// The repair is good: the defect is closed (DEF-3). Whoever did the work verifies it only when no other active user
/// may, and that is marked. Errors: not_found, forbidden, stale, wrong_state.
base::Result<Defect> approve(access::Call& call, const base::DefectId& id,
                             std::optional<std::int64_t> expected_version = {});

/// It is not: back to work; the closeout is cleared, the reason kept. Errors: as above, invalid (`reason`).
base::Result<Defect> reject(access::Call& call, const base::DefectId& id, const std::string& reason,
                            std::optional<std::int64_t> expected_version = {});

/// Ends an Open one at once, marked "without verification". Errors: not_found, forbidden, stale, wrong_state.
base::Result<Defect> close(access::Call& call, const base::DefectId& id,
                           std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::defects
