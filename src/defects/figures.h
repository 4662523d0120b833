#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "access/bounded_count.h"
#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"

namespace assetbuddy::defects {

/// Defects that are not closed, of one severity and status.
struct KindCount {
    Severity severity = Severity::medium;
    Status status = Status::open;
    access::BoundedCount count = {};
};

/// A week from its Monday on, where the organisation is.
struct WeekCount {
    std::chrono::year_month_day monday = {};
    access::BoundedCount reported = {};
    access::BoundedCount closed = {};
};

/// What is within the caller's reach (DSH-1), at one site or everywhere; each number is counted to `most`.
/// Errors: forbidden.
base::Result<std::vector<KindCount>> count_kinds(access::Call& call, const std::optional<base::SiteId>& site,
                                                 std::int64_t most);

/// The weeks up to the present one, the oldest first. Errors: forbidden.
base::Result<std::vector<WeekCount>> count_weeks(access::Call& call, const std::optional<base::SiteId>& site, int weeks,
                                                 std::int64_t most);

} // namespace assetbuddy::defects
