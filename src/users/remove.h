#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::users {

/// Takes a person out of lists and sign-in for good; their name stays on past records (USR-5). Nobody deletes
/// themselves, nor the Owner (USR-6). Errors: not_found, forbidden, stale, is_owner.
base::Done remove(access::Call& call, const base::UserId& id, std::optional<std::int64_t> expected_version = {});

/// May this person be taken away by the asker at all? Errors: forbidden, is_owner.
base::Done may_remove(access::Call& call, const User& user);

/// Writes that the place is deleted, without a word of who it was, and what follows from it. For verbs.
/// Errors: stale (see `stale_or_again`).
base::Done write_removed(access::Call& call, const User& user, std::optional<std::int64_t> expected_version);

} // namespace assetbuddy::users
