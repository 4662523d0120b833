#pragma once

#include "access/call.h"
#include "base/email_address.h"
#include "base/id.h"
#include "base/result.h"

namespace assetbuddy::users {

/// An account's own address becomes another one, with the copies of all its places, each in the audit log of its
/// organisation; open links to a new password are void. The caller has proven mailbox and password. Leaves the
/// organisation that the transaction was in. Errors: already_user (somebody else's account has that address).
base::Done change_account_address(access::Call& call, const base::AccountId& account, const base::EmailAddress& email);

} // namespace assetbuddy::users
