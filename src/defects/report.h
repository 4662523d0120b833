#pragma once

#include <vector>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"

namespace assetbuddy::defects {

struct ReportRequest {
    /// None: what was sent is no id.
    std::optional<base::AssetId> asset = {};
    ReportFields fields = {};
};

/// Reports a defect (DEF-1); a Critical one may take the equipment out of service at once. Those who assign at the site
/// are told. Errors: forbidden, invalid (every field; `asset_id` also for equipment out of reach or disposed of).
base::Result<Defect> report(access::Call& call, const ReportRequest& request);

/// What the audit log says of a report.
std::vector<access::Change> reported_changes(const Defect& defect);

} // namespace assetbuddy::defects
