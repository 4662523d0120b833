#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "sites/limits.h"
#include "sites/site.h"

namespace assetbuddy::sites {

struct ListRequest {
    std::optional<bool> is_active = {};
    std::int64_t limit = usual_page;
    std::string cursor = {}; // as `next_cursor` gave it; empty: from the start
    bool with_total = false;
};

struct SitePage {
    std::vector<Site> sites; // by name
    std::string next_cursor; // empty: the end
    std::optional<std::int64_t> total;
};

/// The organisation's sites by name. Errors: forbidden, malformed (cursor).
base::Result<SitePage> list(access::Call& call, const ListRequest& request);

} // namespace assetbuddy::sites
