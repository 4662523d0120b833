#include "notifications/list.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "notifications/store.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::notifications {
namespace {

namespace crypto = platform::crypto;

const store::Position newest{base::from_microseconds(std::numeric_limits<std::int64_t>::max()), {}};

std::string written(const Notification& last)
{
    return crypto::base64url(std::to_string(base::to_microseconds(last.created_at)) + ":" + last.id);
}

std::optional<store::Position> read(const std::string& cursor)
{
    const auto plain = crypto::from_base64url(cursor);
    if (!plain) return std::nullopt;
    const auto colon = plain->find(':');
    if (colon == std::string::npos || !base::is_uuid(std::string_view{*plain}.substr(colon + 1))) return std::nullopt;
    std::int64_t at = 0;
    const auto* end = plain->data() + colon;
    const auto [stopped, wrong] = std::from_chars(plain->data(), end, at);
    if (wrong != std::errc{} || stopped != end) return std::nullopt;
    return store::Position{base::from_microseconds(at), plain->substr(colon + 1)};
}

} // namespace

base::Result<NotificationPage> list(access::Call& call, const ListRequest& request)
{
    const auto before = request.cursor.empty() ? std::optional{newest} : read(request.cursor);
    if (!before) return base::refused("malformed", "cursor", "This cursor was not given by the list.");
    const auto limit = std::clamp<std::int64_t>(request.limit, 1, longest_page);
    const auto fetch = request.unread_only ? store::list_unread : store::list;
    NotificationPage page{fetch(call.tx, call.organisation(), call.actor.user(), *before, limit), {}};
    if (page.notifications.size() > static_cast<std::size_t>(limit)) {
        page.notifications.resize(static_cast<std::size_t>(limit));
        page.next_cursor = written(page.notifications.back());
    }
    return page;
}

} // namespace assetbuddy::notifications
