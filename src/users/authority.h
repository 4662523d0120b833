#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "access/permission.h"
#include "base/id.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::users {

/// What this person's role lets them do at this moment, narrowed for external ones (EXT-2).
access::GrantSet grants_of(access::Call& call, const User& user);

/// Whether the asker holds the permission and everything the other one's role holds (USR-7). Errors: forbidden.
base::Done may_act_on(access::Call& call, const User& user, access::Permission permission);

/// Whether the asker may give this place: the role's grants lie within their own, and those that reach a site reach no
/// site theirs do not (INV-4, ROL-2). Errors: role_above_own (field `role` or `site_id`).
base::Done may_give_place(access::Call& call, const User& after);

/// The person, for a verb that changes them. Errors: not_found (also without users:view, ROL-1), those of `may_act_on`,
/// stale (another version than the one seen).
base::Result<User> find_to_change(access::Call& call, const base::UserId& id, access::Permission permission,
                                  std::optional<std::int64_t> expected_version);

/// Somebody else wrote the row: `stale` for who named a version; whoever did not is served again with the new one
/// (throws sql::Retryable).
base::Error stale_or_again(std::optional<std::int64_t> expected_version);

} // namespace assetbuddy::users
