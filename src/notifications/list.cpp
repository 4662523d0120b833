#include "notifications/list.h"

#include <algorithm>
#include <limits>

#include "access/cursor.h"
#include "notifications/store.h"

namespace assetbuddy::notifications {
namespace {

const store::Position newest{base::from_microseconds(std::numeric_limits<std::int64_t>::max()), {}};

std::string written(const Notification& last)
{
    return access::written_cursor(base::to_microseconds(last.created_at), last.id);
}

std::optional<store::Position> read(const std::string& cursor)
{
    const auto parts = access::read_cursor(cursor);
    if (!parts || !base::is_uuid(parts->rest)) return std::nullopt;
    return store::Position{base::from_microseconds(parts->number), parts->rest};
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
