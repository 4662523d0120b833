#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "audit/entry.h"
#include "audit/limits.h"
#include "base/result.h"

namespace assetbuddy::audit {

struct ListRequest {
    Filters filters = {};
    std::int64_t limit = usual_page;
    std::string cursor = {}; // as `next_cursor` gave it; empty: from the newest
    bool with_total = false;
};

struct EntryPage {
    std::vector<Entry> entries; // newest first
    std::string next_cursor;    // empty: the end
    std::optional<std::int64_t> total = {};
};

/// What somebody without audit:view is told.
std::unexpected<base::Error> not_shown();

/// The organisation's log, newest first (AUD-3). Addresses and phones of people from outside are hidden from whoever
/// may not see how to reach them (access/contact.h). Errors: forbidden (audit:view), malformed (cursor).
base::Result<EntryPage> list(access::Call& call, const ListRequest& request);

} // namespace assetbuddy::audit
