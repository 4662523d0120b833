#pragma once

#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "accounts/known_devices.h"
#include "accounts/second_factor.h"
#include "base/result.h"
#include "invitations/invitation.h"
#include "users/user.h"

namespace assetbuddy::invitations {

/// Everything an invitee may send (R-INV-9).
struct AcceptRequest {
    std::string token = {};
    std::string code = {}; // may be missing beside a link of /join (INV-7)
    /// A new one, or the existing account's; not needed when signed in to that account.
    std::string password = {};
    Corrections corrections = {};
    /// Which people this browser knows (R-AUTH-8).
    accounts::KnownDevices devices = {};
};

struct Accepted {
    users::User user;
    std::string organisation_name;
    /// For the session cookie; shown to nobody else.
    std::string session_token;
};

/// Makes the invitee a user, exactly once, in three steps (R-INV-4): prove link and code; hash or verify the password
/// outside any transaction; then one transaction that begins with the guarded UPDATE and writes user, session and
/// audit. Errors, in this order: invalid (code, corrections), those of `prove`, weak_password (field `password`),
/// wrong_credentials, second_factor_required (fills `step.half_way`), and once more the present state when somebody
/// else was quicker.
base::Result<Accepted> accept(const access::Kernel& kernel, const access::Credential& credential,
                              const access::Origin& origin, const AcceptRequest& request, accounts::SecondStep& step);
/// The same where nobody goes on from half way.
base::Result<Accepted> accept(const access::Kernel& kernel, const access::Credential& credential,
                              const access::Origin& origin, const AcceptRequest& request);

} // namespace assetbuddy::invitations
