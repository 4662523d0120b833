#pragma once

#include <optional>

#include "access/call.h"
#include "access/places.h"
#include "accounts/account.h"
#include "base/email_address.h"

namespace assetbuddy::accounts {

/// The one account whose holder has proven this mailbox; unconfirmed ones never count (R-INV-12).
std::optional<Account> find_confirmed(access::Call& call, const base::EmailAddress& email);
std::optional<Account> find(access::Call& call, const base::AccountId& id);

/// Where what happens to an account alone is written down: the place last stood in, else any.
std::optional<access::Place> place_to_tell(access::Call& call, const Account& account);

} // namespace assetbuddy::accounts
