#pragma once

#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// INV-18: the holder of a link that ran out, is locked or was revoked asks for a new one. The inviter is told, at most
/// once a day; asking more often is answered alike. Returns the invitation. Errors: rate_limited, not_found, replaced,
/// accepted, declined, wrong_state (it can be accepted as it is).
base::Result<Invitation> ask_anew(const access::Kernel& kernel, const access::Origin& origin, const std::string& token);

} // namespace assetbuddy::invitations
