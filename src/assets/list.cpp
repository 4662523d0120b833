#include "assets/list.h"

#include <algorithm>

#include "assets/store.h"
#include "assets/store_categories.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::assets {
namespace {

namespace crypto = platform::crypto;

/// Keys hold no colon, so the first one ends them.
std::optional<store::Position> read(const std::string& cursor)
{
    const auto plain = crypto::from_base64url(cursor);
    if (!plain) return std::nullopt;
    const auto colon = plain->find(':');
    if (colon == std::string::npos || !base::is_uuid(std::string_view{*plain}.substr(colon + 1))) return std::nullopt;
    return store::Position{plain->substr(0, colon), plain->substr(colon + 1)};
}

} // namespace

base::Result<AssetPage> list(access::Call& call, const ListRequest& request)
{
    const auto visible = call.actor.visible<Asset>(access::Permission::assets_view);
    if (!visible) return base::refused("forbidden", {}, "Your role does not show you the equipment.");
    std::optional<store::Position> after;
    if (!request.cursor.empty()) {
        after = read(request.cursor);
        if (!after) return base::refused("malformed", "cursor", "This cursor was not given by the list.");
    }
    const auto category =
        request.category ? store::find_category(call.tx, visible->organisation(), *request.category) : std::nullopt;
    const auto level = category && category->parent ? Level::subcategory : Level::category;
    const store::ListQuery query{
        *visible, request, level, call.now,
        access::Search::of(call.tx, access::Searched::assets, visible->organisation(), request.query)};
    const auto limit = static_cast<std::size_t>(std::clamp<std::int64_t>(request.limit, 1, longest_page));
    auto found = store::list(call.tx, query, after, limit + 1);
    AssetPage page;
    if (found.assets.size() > limit) {
        found.assets.resize(limit);
        const auto& last = found.positions[limit - 1];
        page.next_cursor = crypto::base64url(last.key + ":" + last.id);
    }
    page.assets = std::move(found.assets);
    if (request.with_total) page.total = store::count(call.tx, query);
    if (query.searches()) page.is_cut = store::is_cut(call.tx, query);
    return page;
}

} // namespace assetbuddy::assets
