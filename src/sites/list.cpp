#include "sites/list.h"

#include <algorithm>

#include "platform/crypto/crypto.h"
#include "sites/store.h"

namespace assetbuddy::sites {
namespace {

namespace crypto = platform::crypto;

std::string written(const store::Position& position)
{
    return crypto::base64url(position.name_sort + ":" + position.id);
}

/// Sort keys are hexadecimal, so the first colon ends them.
std::optional<store::Position> read(const std::string& cursor)
{
    const auto plain = crypto::from_base64url(cursor);
    if (!plain) return std::nullopt;
    const auto colon = plain->find(':');
    if (colon == std::string::npos || !base::is_uuid(std::string_view{*plain}.substr(colon + 1))) return std::nullopt;
    return store::Position{plain->substr(0, colon), plain->substr(colon + 1)};
}

} // namespace

base::Result<SitePage> list(access::Call& call, const ListRequest& request)
{
    const auto visible = call.actor.visible<Site>(access::Permission::sites_view);
    if (!visible) return base::refused("forbidden", {}, "Your role does not show you the sites.");
    std::optional<store::Position> after;
    if (!request.cursor.empty()) {
        after = read(request.cursor);
        if (!after) return base::refused("malformed", "cursor", "This cursor was not given by the list.");
    }
    auto bounded = request;
    bounded.limit = std::clamp<std::int64_t>(request.limit, 1, longest_page);
    auto found = store::list(call.tx, *visible, bounded, after);
    SitePage page;
    const auto limit = static_cast<std::size_t>(bounded.limit);
    if (found.sites.size() > limit) {
        found.sites.resize(limit);
        page.next_cursor = written(found.positions[limit - 1]);
    }
    page.sites = std::move(found.sites);
    if (request.with_total) page.total = store::count(call.tx, *visible, request.is_active);
    return page;
}

} // namespace assetbuddy::sites
