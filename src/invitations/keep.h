#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// INV-23: ends the hold of an invitation whose inviter lost the right; the caller is responsible for it from now on.
/// Errors: not_found, forbidden, email_unconfirmed, stale, wrong_state (not held, or held because of its site),
/// role_above_own.
base::Result<Invitation> keep(access::Call& call, const base::InvitationId& id,
                              std::optional<std::int64_t> expected_version = {});

/// Notes in the audit log that the caller is responsible for it now.
void record_responsible(access::Call& call, const Invitation& before);

} // namespace assetbuddy::invitations
