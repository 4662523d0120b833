#pragma once

#include <span>

#include "access/call.h"
#include "users/user.h"

namespace assetbuddy::users {

/// A user to be: every field was checked by the verb that makes it. The version starts anew whatever it says.
using NewUser = User;

/// Writes the row, its search terms and the audit entry `user.created` (by the call's actor, or by the new user
/// themself where nobody is signed in).
void add(access::Call& call, const NewUser& user);
/// The same for many people of one organisation, in few statements.
void add_all(access::Call& call, std::span<const NewUser> users);

} // namespace assetbuddy::users
