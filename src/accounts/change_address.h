#pragma once

#include <string>

#include "access/call.h"
#include "base/email_address.h"
#include "base/id.h"
#include "base/result.h"

namespace assetbuddy::accounts {

/// The account signs in with another address from now on; links to a new password that went to the old one are void.
/// Answers the old one. The caller has proven the mailbox, and announces AccountEmailChanged. Errors: already_user
/// (another account has that address).
base::Result<std::string> change_address(access::Call& call, const base::AccountId& account,
                                         const base::EmailAddress& email);

} // namespace assetbuddy::accounts
