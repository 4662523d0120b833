#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// Sends an open invitation anew: new token, new code, the old ones dead at once, attempts and lifetime from the start
/// (INV-10, R-INV-13). One that is held because its inviter lost the right becomes the caller's (INV-23). Errors:
/// not_found, forbidden, email_unconfirmed, stale, wrong_state (closed, or its site is), role_above_own, rate_limited
/// (with `retry_after`: 60 s apart, 3 an hour, and INV-22).
base::Result<Invitation> resend(access::Call& call, const base::InvitationId& id,
                                std::optional<std::int64_t> expected_version = {});

/// The same for an invitation the caller has checked and holds: the next generation and its mail. Errors: rate_limited
/// (3 an hour, and INV-22).
base::Result<Invitation> renew(access::Call& call, const Invitation& present);

} // namespace assetbuddy::invitations
