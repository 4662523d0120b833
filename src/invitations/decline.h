#pragma once

#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "base/result.h"

namespace assetbuddy::invitations {

/// INV-19: the invitee says no, with link and code; also while the invitation is held. The inviter is told, and no
/// further mail goes to the address until somebody invites it anew. Errors: those of `prove`, and the present state
/// when somebody was quicker.
base::Done decline(const access::Kernel& kernel, const access::Origin& origin, const std::string& token,
                   const std::string& code);

} // namespace assetbuddy::invitations
