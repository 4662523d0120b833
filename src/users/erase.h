#pragma once

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::users {

/// What stands where a name was.
inline constexpr auto erased_name = "Deleted user";

/// Removes a person's personal data from this place for good: name, address, phone and company everywhere, audit log
/// included, whose chain still verifies (USR-5, AUD-2); one who is still here is deleted first. The account goes when
/// no place of it is left. Wants a password given within the last ten minutes (R-SESS-8). Errors: not_found (also when
/// erased already), forbidden, is_owner, reauthenticate.
base::Done erase(access::Call& call, const access::Credential& credential, const base::UserId& id);

/// A person who is here or was deleted, not erased, for whoever may erase them: what the page asks about. Errors:
/// not_found, forbidden, is_owner.
struct Erasable {
    User user;
    bool is_deleted = false;
};
base::Result<Erasable> find_erasable(access::Call& call, const base::UserId& id);

} // namespace assetbuddy::users
