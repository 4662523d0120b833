#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/bounded_count.h"
#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "documents/document.h"
#include "documents/limits.h"

namespace assetbuddy::documents {

/// So long before its last day a document counts as expiring.
inline constexpr std::chrono::days expiring_ahead{30};

/// A document that runs out soon, or has.
struct Expiring {
    DocumentId id = {};
    Record record = {};
    std::string record_name = {};
    std::string name = {};
    std::string expires_on = {}; // its last day
};

struct ExpiringRequest {
    /// Of this site, its equipment and its defects; the organisation's own belong to none.
    std::optional<base::SiteId> site = {};
    std::int64_t limit = usual_page;
    std::string cursor = {};
    bool with_total = false;
};

struct ExpiringPage {
    std::vector<Expiring> documents; // the first to run out first
    std::string next_cursor;
    std::optional<std::int64_t> total;
    std::string today; // where the organisation is
};

/// Whether the caller has such a list: documents:view of the organisation or a site.
bool may_list_expiring(const access::Actor& actor);

/// What runs out within `expiring_ahead` or has run out, of the records whose documents the caller sees (ROL-1). What
/// was disposed of, closed or given up runs out unnoticed. Errors: forbidden, malformed (cursor).
base::Result<ExpiringPage> list_expiring(access::Call& call, const ExpiringRequest& request);

/// How many those are, counted to `most`. Errors: forbidden.
base::Result<access::BoundedCount> count_expiring(access::Call& call, const ExpiringRequest& request,
                                                  std::int64_t most);

} // namespace assetbuddy::documents
