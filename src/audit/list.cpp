#include "audit/list.h"

#include <algorithm>
#include <charconv>

#include "audit/store.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::audit {
namespace {

namespace crypto = platform::crypto;

std::string cursor_after(const Entry& last)
{
    return crypto::base64url(std::to_string(base::to_microseconds(last.at)) + ":" + std::to_string(last.number));
}

std::optional<store::Position> read(const std::string& cursor)
{
    const auto plain = crypto::from_base64url(cursor);
    if (!plain) return std::nullopt;
    store::Position position;
    const auto* const end = plain->data() + plain->size();
    const auto at = std::from_chars(plain->data(), end, position.at);
    if (at.ec != std::errc{} || at.ptr == end || *at.ptr != ':') return std::nullopt;
    const auto number = std::from_chars(at.ptr + 1, end, position.number);
    if (number.ec != std::errc{} || number.ptr != end) return std::nullopt;
    return position;
}

} // namespace

base::Result<EntryPage> list(access::Call& call, const ListRequest& request)
{
    const auto visible = call.actor.visible<Entry>(access::Permission::audit_view);
    if (!visible) return base::refused("forbidden", {}, "Your role does not show you the audit log.");
    std::optional<store::Position> after;
    if (!request.cursor.empty()) {
        after = read(request.cursor);
        if (!after) return base::refused("malformed", "cursor", "This cursor was not given by the list.");
    }
    const auto limit = std::clamp<std::int64_t>(request.limit, 1, longest_page);
    EntryPage page{.entries = store::list(call.tx, *visible, request.filters, after, limit + 1), .next_cursor = {}};
    if (page.entries.size() > static_cast<std::size_t>(limit)) {
        page.entries.resize(static_cast<std::size_t>(limit));
        page.next_cursor = cursor_after(page.entries.back());
    }
    if (request.with_total) page.total = store::count(call.tx, *visible, request.filters);
    return page;
}

} // namespace assetbuddy::audit
