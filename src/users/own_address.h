#pragma once

#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "base/result.h"

namespace assetbuddy::users {

struct OwnAddress {
    std::string email;
    std::string password;
};
/// The caller asks to sign in with another address, for all places of the account (USR-9). Link and code go to the new
/// mailbox, a word to the present one; nothing changes before the link is confirmed. Whether somebody else has the
/// address is told to its mailbox alone. Errors: invalid (`email`, `password`), rate_limited, sign_in_required,
/// forbidden (an API token asks), wrong_credentials (`password`), email_unconfirmed.
base::Done ask_for_own_address(const access::Kernel& kernel, const access::Credential& credential,
                               const access::Origin& origin, const OwnAddress& request);

} // namespace assetbuddy::users
