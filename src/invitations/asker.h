#pragma once

#include "access/call.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// Whether the asker may send invitations at all. Errors: forbidden (users:invite), email_unconfirmed (INV-1).
base::Done may_invite(access::Call& call);

/// INV-4. Errors: role_above_own (field `role`).
base::Done may_offer(access::Call& call, const access::GrantSet& offered);

} // namespace assetbuddy::invitations
