#pragma once

#include "access/call.h"
#include "base/email_address.h"
#include "base/result.h"
#include "users/email_change.h"
#include "users/user.h"

namespace assetbuddy::users {

/// Whether this place may get that address (USR-2), for whoever may edit the person already. Counts a send (INV-22).
/// Errors: wrong_state (`email`: not active), already_user (`user_id`, `is_active`), email_unconfirmed, rate_limited.
base::Done may_change_address(access::Call& call, const User& user, const base::EmailAddress& address);

/// Mails link and code to the new address and tells the present one; an earlier change of this place is void. `user` is
/// the person as already written, with the pending address.
void begin_email_change(access::Call& call, const User& user, const base::EmailAddress& address,
                        NewAddress becomes = NewAddress::of_the_place);

/// Link and code of a waiting change work no more.
void take_back_email_change(access::Call& call, const User& user);

} // namespace assetbuddy::users
