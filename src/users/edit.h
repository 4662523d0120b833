#pragma once

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "users/details.h"
#include "users/user.h"

namespace assetbuddy::users {

/// Changes a person of the caller's organisation (USR-1), field by field in the audit log. What it does to their
/// sessions and rights counts from their next request (USR-3, USR-4). Nobody changes their own role, site, or whether
/// they are external, active or until when (USR-7); the Owner keeps theirs (USR-6). Errors: not_found, forbidden,
/// stale, invalid, role_above_own (`role`, `site_id`), is_owner, and with an address those of `may_change_address`.
base::Result<User> edit(access::Call& call, const base::UserId& id, const EditRequest& request);

} // namespace assetbuddy::users
