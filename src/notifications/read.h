#pragma once

#include <cstdint>
#include <string>

#include "access/call.h"
#include "base/result.h"
#include "notifications/notification.h"

namespace assetbuddy::notifications {

enum class Mark { read, unread };

/// Marks one of the caller's own. Errors: not_found.
base::Result<Notification> mark(access::Call& call, const std::string& id, Mark mark);

/// Marks all of the caller's own in this place as read; answers how many were not.
std::int64_t mark_all_read(access::Call& call);

} // namespace assetbuddy::notifications
