#include "assets/list.h"

#include <algorithm>

#include "access/cursor.h"
#include "assets/store.h"
#include "assets/store_categories.h"

namespace assetbuddy::assets {
namespace {

std::unexpected<base::Error> not_shown()
{
    return base::refused("forbidden", {}, "Your role does not show you the equipment.");
}

store::ListQuery query_of(access::Call& call, const access::Visible<Asset>& visible, const ListRequest& request)
{
    const auto category =
        request.category ? store::find_category(call.tx, visible.organisation(), *request.category) : std::nullopt;
    const auto level = category && category->parent ? Level::subcategory : Level::category;
    return store::ListQuery{
        visible, request, level, call.now,
        access::Search::of(call.tx, access::Searched::assets, visible.organisation(), request.query)};
}

} // namespace

base::Result<AssetPage> list(access::Call& call, const ListRequest& request)
{
    return list_step(call, request, std::clamp<std::int64_t>(request.limit, 1, longest_page));
}

base::Result<AssetPage> list_step(access::Call& call, const ListRequest& request, std::int64_t size)
{
    const auto visible = call.actor.visible<Asset>(access::Permission::assets_view);
    if (!visible) return not_shown();
    std::optional<access::KeyPosition> after;
    if (!request.cursor.empty()) {
        after = access::read_key_cursor(request.cursor);
        if (!after) return base::refused("malformed", "cursor", "This cursor was not given by the list.");
    }
    const auto query = query_of(call, *visible, request);
    const auto limit = static_cast<std::size_t>(size);
    auto found = store::list(call.tx, query, after, limit + 1);
    AssetPage page;
    if (found.assets.size() > limit) {
        found.assets.resize(limit);
        page.next_cursor = access::written_cursor(found.positions[limit - 1]);
    }
    for (auto& asset : found.assets) page.assets.push_back(shown_to(call.actor, std::move(asset)));
    if (request.with_total) page.total = access::count(call.tx, query);
    if (query.searches()) page.is_cut = access::is_cut(call.tx, query);
    return page;
}

base::Result<access::BoundedCount> count(access::Call& call, const ListRequest& request, std::int64_t most)
{
    const auto visible = call.actor.visible<Asset>(access::Permission::assets_view);
    if (!visible) return not_shown();
    return access::count_up_to(call.tx, query_of(call, *visible, request), most);
}

} // namespace assetbuddy::assets
