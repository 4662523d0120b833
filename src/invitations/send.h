#pragma once

#include "access/call.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// Offers a place in the caller's organisation and writes the mail into the outbox (INV-1..INV-5, INV-11, INV-16).
/// Errors: forbidden (users:invite), email_unconfirmed, invalid (every field at once), role_above_own (field `role`),
/// already_user (with `user_id`, `is_active`), already_invited (with `invitation_id`), rate_limited (INV-22).
base::Result<Invitation> send(access::Call& call, const OfferRequest& request);

} // namespace assetbuddy::invitations
