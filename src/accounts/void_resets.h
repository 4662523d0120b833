#pragma once

#include "access/call.h"
#include "base/id.h"

namespace assetbuddy::accounts {

/// Open links to a new password work no more (R-SESS-5): for an account that lost its last place.
void void_resets(access::Call& call, const base::AccountId& account);

} // namespace assetbuddy::accounts
