#pragma once

#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::organisations {

struct SignUpRequest {
    std::string organisation;
    std::string name;
    /// Both may be empty for somebody whose account has proven its mailbox and who is signed in: it becomes the Owner.
    std::string email;
    std::string password;
};

struct SignedUp {
    users::User owner;
    std::string organisation_name;
    std::string session_token; // for the session cookie; shown to nobody else
};

/// Founds an organisation with its Owner (INV-1, R-INV-12): an account that counts for nothing until its mailbox is
/// proven, a session to look around in, and a mail with link and code. The answer is the same whether or not the
/// address has an account. The session of `credential` ends. Errors: forbidden (sign-up is closed here), invalid (every
/// field at once), weak_password (when only that is wrong), email_unconfirmed (a signed-in account that is not proven
/// yet).
base::Result<SignedUp> sign_up(const access::Kernel& kernel, const access::Credential& credential,
                               const access::Origin& origin, const SignUpRequest& request);

/// Whether anybody may found an organisation here at this moment (`--sign-up`).
bool is_sign_up_open(access::Call& call);

} // namespace assetbuddy::organisations
