#pragma once

#include "access/call.h"
#include "base/id.h"

namespace assetbuddy::accounts {

/// Takes away an account that has no place left (USR-5): how to sign in, its sessions, its letters. Places it once had
/// and that were deleted stay, as nobody's. Nothing happens while a place is left. Leaves the organisation that the
/// transaction was in.
void remove_if_placeless(access::Call& call, const base::AccountId& account);

} // namespace assetbuddy::accounts
