#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// Takes an open invitation back: it never works again (INV-14), and its mail, if still waiting, does not leave.
/// Errors: not_found, forbidden, stale, wrong_state (accepted or revoked).
base::Result<Invitation> revoke(access::Call& call, const base::InvitationId& id,
                                std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::invitations
