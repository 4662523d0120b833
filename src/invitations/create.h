#pragma once

#include <string>

#include "access/call.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// Writes a checked offer as an invitation of the caller, with its mail and its audit entry (INV-5, INV-16). The caller
/// has found the address free; throws Retryable when another transaction took it meanwhile. `site_name` is that of the
/// offer's site.
Invitation create(access::Call& call, const Offer& offer, const std::string& site_name);

} // namespace assetbuddy::invitations
