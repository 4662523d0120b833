#include "sites/list.h"

#include <algorithm>

#include "access/cursor.h"
#include "sites/store.h"

namespace assetbuddy::sites {
base::Result<SitePage> list(access::Call& call, const ListRequest& request)
{
    const auto visible = call.actor.visible<Site>(access::Permission::sites_view);
    if (!visible) return base::refused("forbidden", {}, "Your role does not show you the sites.");
    std::optional<access::KeyPosition> after;
    if (!request.cursor.empty()) {
        after = access::read_key_cursor(request.cursor);
        if (!after) return base::refused("malformed", "cursor", "This cursor was not given by the list.");
    }
    auto bounded = request;
    bounded.limit = std::clamp<std::int64_t>(request.limit, 1, longest_page);
    auto found = store::list(call.tx, *visible, bounded, after);
    SitePage page;
    const auto limit = static_cast<std::size_t>(bounded.limit);
    if (found.sites.size() > limit) {
        found.sites.resize(limit);
        page.next_cursor = access::written_cursor(found.positions[limit - 1]);
    }
    page.sites = std::move(found.sites);
    if (request.with_total) page.total = store::count(call.tx, *visible, request.is_active);
    return page;
}

} // namespace assetbuddy::sites
