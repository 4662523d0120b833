#pragma once

#include "access/call.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

// For example data alone (`assetbuddy seed`).

/// The mail of an invitation counts as sent, though nobody gets it, its secrets are gone, and no reminder
/// follows.
void count_as_sent(access::Call& call, const Invitation& invitation);

/// As if so many wrong codes had been entered that it is locked (R-INV-3).
void lock(access::Call& call, const Invitation& invitation);

} // namespace assetbuddy::invitations
