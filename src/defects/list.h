#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/bounded_count.h"
#include "access/call.h"
#include "base/company_id.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"
#include "defects/limits.h"

namespace assetbuddy::defects {

/// Days where the organisation is, both included; without one of them, from the beginning or up to the end.
struct Days {
    enum class Of { reporting, closing } of = Of::reporting;
    std::optional<std::chrono::year_month_day> from = {};
    std::optional<std::chrono::year_month_day> to = {};
};

struct ListRequest {
    std::string query = {};
    std::optional<Status> status = {};
    /// Only what is not closed, or only what is.
    std::optional<bool> is_open = {};
    std::optional<Severity> severity = {};
    std::optional<base::SiteId> site = {};
    std::optional<base::AssetId> asset = {};
    std::optional<base::UserId> assignee = {};
    /// Somebody of this company has it, or is invited to.
    std::optional<base::CompanyId> company = {};
    /// Nobody has it.
    bool is_unassigned = false;
    /// Open beyond the due date; in the order of that date, the oldest first. Everything else: the newest first.
    bool is_overdue = false;
    /// Only what was reported, or what was closed, on these days; what was closed comes in the order of closing.
    std::optional<Days> days = {};
    std::int64_t limit = usual_page;
    std::string cursor = {}; // as `next_cursor` gave it; empty: from the start
    bool with_total = false;
};

struct DefectPage {
    std::vector<Defect> defects;
    std::string next_cursor; // empty: the end
    std::optional<std::int64_t> total;
    /// A search found more than it looks at.
    bool is_cut = false;
};

/// What somebody without defects:view is told.
std::unexpected<base::Error> not_shown();

/// The defects within the caller's reach (DEF-4, ROL-1). Errors: forbidden, malformed (cursor).
base::Result<DefectPage> list(access::Call& call, const ListRequest& request);

/// How many such a list has, counted to `most`. Errors: forbidden.
base::Result<access::BoundedCount> count(access::Call& call, const ListRequest& request, std::int64_t most);

/// How many open defects each of these has within the caller's reach, counted to a hundred; who has none is not named.
/// Nothing for whoever sees no defects of others.
std::map<base::UserId, std::int64_t> count_open_of_all(access::Call& call, std::span<const base::UserId> users);

/// How many open defects somebody has, counted to a hundred; for whoever may assign. Nothing without that right.
std::optional<std::int64_t> count_open_of(access::Call& call, const base::UserId& user);

} // namespace assetbuddy::defects
