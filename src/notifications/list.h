#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "notifications/limits.h"
#include "notifications/notification.h"

namespace assetbuddy::notifications {

struct ListRequest {
    bool unread_only = false;
    std::int64_t limit = usual_page;
    std::string cursor = {}; // as `next_cursor` gave it; empty: from the newest
};

struct NotificationPage {
    std::vector<Notification> notifications; // newest first
    std::string next_cursor;                 // empty: the end
};

/// The caller's own, in the place stood in. Errors: malformed (cursor).
base::Result<NotificationPage> list(access::Call& call, const ListRequest& request);

} // namespace assetbuddy::notifications
