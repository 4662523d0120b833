#pragma once

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// The invitation of that id for whoever sees users. Errors: not_found (also without users:view, ROL-1).
base::Result<Invitation> find_visible(access::Call& call, const base::InvitationId& id);

} // namespace assetbuddy::invitations
