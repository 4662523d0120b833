#include "notifications/read.h"

#include "notifications/store.h"

namespace assetbuddy::notifications {

base::Result<Notification> mark(access::Call& call, const std::string& id, Mark mark)
{
    auto found = store::find(call.tx, call.organisation(), call.actor.user(), id);
    if (!found) return base::refused("not_found", {}, "There is no such notice.");
    if (found->read_at.has_value() == (mark == Mark::read)) return *std::move(found);
    found->read_at = mark == Mark::read ? std::optional{call.now} : std::nullopt;
    store::update_read(call.tx, call.organisation(), call.actor.user(), id, found->read_at);
    return *std::move(found);
}

std::int64_t mark_all_read(access::Call& call)
{
    return store::update_all_read(call.tx, call.organisation(), call.actor.user(), call.now);
}

} // namespace assetbuddy::notifications
