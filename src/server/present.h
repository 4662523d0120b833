#pragma once

#include "server/middleware.h"

namespace assetbuddy::server {

/// R-API-3: the refusal of a stale write (412) also tells what the record is now, in `present` and with its ETag: what
/// `show` answers to the same visitor at the same address.
Page telling_present(Page write, Page show);

} // namespace assetbuddy::server
