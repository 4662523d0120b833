#pragma once

#include <optional>
#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "base/id.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::organisations {

struct TransferOwnership {
    std::string user_id = {};
    std::string password = {};
    std::string role = "hs_admin"; // the giver's next
};

/// The caller's place of Owner goes to an active person of the organisation who is not external (USR-6), within one
/// transaction: both roles, the organisation's Owner, the giver's open invitations, a mail to both. Answers the new
/// Owner. Errors: sign_in_required, forbidden (not the Owner), email_unconfirmed, invalid (`user_id`, `role`,
/// `password`), not_found, wrong_state (`user_id`: is the Owner already, not active, external), rate_limited,
/// wrong_credentials
/// (`password`).
base::Result<users::User> transfer_ownership(const access::Kernel& kernel, const access::Credential& credential,
                                             const access::Origin& origin, const TransferOwnership& request);

/// Whether the caller could hand the ownership to that person; for pages. Errors: forbidden, email_unconfirmed,
/// wrong_state.
base::Done may_transfer_to(access::Call& call, const users::User& user);

} // namespace assetbuddy::organisations
