#include "assets/list.h"

#include <algorithm>

#include "access/cursor.h"
#include "assets/store.h"
#include "assets/store_categories.h"

namespace assetbuddy::assets {
base::Result<AssetPage> list(access::Call& call, const ListRequest& request)
{
    return list_step(call, request, std::clamp<std::int64_t>(request.limit, 1, longest_page));
}

base::Result<AssetPage> list_step(access::Call& call, const ListRequest& request, std::int64_t size)
{
    const auto visible = call.actor.visible<Asset>(access::Permission::assets_view);
    if (!visible) return base::refused("forbidden", {}, "Your role does not show you the equipment.");
    std::optional<access::KeyPosition> after;
    if (!request.cursor.empty()) {
        after = access::read_key_cursor(request.cursor);
        if (!after) return base::refused("malformed", "cursor", "This cursor was not given by the list.");
    }
    const auto category =
        request.category ? store::find_category(call.tx, visible->organisation(), *request.category) : std::nullopt;
    const auto level = category && category->parent ? Level::subcategory : Level::category;
    const store::ListQuery query{
        *visible, request, level, call.now,
        access::Search::of(call.tx, access::Searched::assets, visible->organisation(), request.query)};
    const auto limit = static_cast<std::size_t>(size);
    auto found = store::list(call.tx, query, after, limit + 1);
    AssetPage page;
    if (found.assets.size() > limit) {
        found.assets.resize(limit);
        page.next_cursor = access::written_cursor(found.positions[limit - 1]);
    }
    page.assets = std::move(found.assets);
    if (request.with_total) page.total = access::count(call.tx, query);
    if (query.searches()) page.is_cut = access::is_cut(call.tx, query);
    return page;
}

} // namespace assetbuddy::assets
