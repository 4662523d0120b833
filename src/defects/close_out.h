#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"

namespace assetbuddy::defects {

/// The work is done and waits to be verified (EXT-5): notes are required; costs and who repaired it are not. Those who
/// verify at the site are told. Errors: not_found, forbidden, stale, wrong_state, invalid.
base::Result<Defect> close_out(access::Call& call, const base::DefectId& id, const CloseoutFields& fields,
                               std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::defects
