#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"

namespace assetbuddy::defects {

/// The work stands still until parts arrive. Errors: not_found, forbidden, stale, wrong_state.
base::Result<Defect> await_parts(access::Call& call, const base::DefectId& id,
                                 std::optional<std::int64_t> expected_version = {});

/// And goes on. Errors: as above.
base::Result<Defect> resume(access::Call& call, const base::DefectId& id,
                            std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::defects
