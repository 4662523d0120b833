#pragma once

#include "access/announcement.h"
#include "access/call.h"

namespace assetbuddy::server {

/// What happens above when something happens below, in one list and in the announcing transaction.
void react(access::Call& call, const access::Announcement& announcement);

} // namespace assetbuddy::server
