#pragma once

#include <optional>

#include "access/call.h"
#include "base/email_address.h"
#include "base/id.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// The invitation of that id for whoever sees users. Errors: not_found (also without users:view, ROL-1).
base::Result<Invitation> find_visible(access::Call& call, const base::InvitationId& id);

/// The pending, locked or expired invitation to an address, for whoever sees users. Errors: as `find_visible`.
base::Result<Invitation> find_open_to(access::Call& call, const base::EmailAddress& email);

/// The invitation by which a user of the caller's organisation came; nothing for who founded it, and without
/// users:view.
std::optional<Invitation> find_accepted_by(access::Call& call, const base::UserId& user);

} // namespace assetbuddy::invitations
