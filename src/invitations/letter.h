#pragma once

#include "base/id.h"
#include "invitations/invitation.h"
#include "invitations/secrets.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {

/// The letter of the invitation's present generation. `sender` counts for the limits of INV-22.
outbox::Letter letter_of(const Invitation& invitation, const Secrets& secrets, const base::UserId& sender);

} // namespace assetbuddy::invitations
