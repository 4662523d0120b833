#pragma once

#include <optional>

#include "access/call.h"
#include "accounts/account.h"
#include "base/email_address.h"

namespace assetbuddy::accounts {

/// The one account whose holder has proven this mailbox; unconfirmed ones never count (R-INV-12).
std::optional<Account> find_confirmed(access::Call& call, const base::EmailAddress& email);
std::optional<Account> find(access::Call& call, const base::AccountId& id);

} // namespace assetbuddy::accounts
