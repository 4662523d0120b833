#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// Sends an open invitation anew: new token, new code, the old ones dead at once, attempts and lifetime from the start
/// (INV-10, R-INV-13). Errors: not_found, forbidden, email_unconfirmed, stale, wrong_state (accepted, revoked, or
/// held), role_above_own, rate_limited (with `retry_after`: 60 s apart, 3 an hour, and INV-22).
base::Result<Invitation> resend(access::Call& call, const base::InvitationId& id,
                                std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::invitations
