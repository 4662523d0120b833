#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/bounded_count.h"
#include "access/call.h"
#include "assets/asset.h"
#include "assets/limits.h"
#include "base/result.h"

namespace assetbuddy::assets {

enum class Sort { code, name };

struct ListRequest {
    std::string query = {};
    std::optional<base::SiteId> site = {};
    /// A category or a subcategory.
    std::optional<base::CategoryId> category = {};
    std::optional<Status> status = {};
    std::optional<Criticality> criticality = {};
    Sort sort = Sort::code;
    std::int64_t limit = usual_page;
    std::string cursor = {};
    bool with_total = false;
};

struct AssetPage {
    std::vector<Asset> assets;
    std::string next_cursor;
    std::optional<std::int64_t> total;
    /// The search found more than it looks at; narrow it.
    bool is_cut = false;
};

/// The register as far as the caller's assets:view reaches (ROL-1). Errors: forbidden, malformed (cursor).
base::Result<AssetPage> list(access::Call& call, const ListRequest& request);
/// The same with a page of this size, whatever the request says: for verbs that go through all of it.
base::Result<AssetPage> list_step(access::Call& call, const ListRequest& request, std::int64_t size);

/// How many such a list has, counted to `most`. Errors: forbidden.
base::Result<access::BoundedCount> count(access::Call& call, const ListRequest& request, std::int64_t most);

} // namespace assetbuddy::assets
