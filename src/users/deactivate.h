#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::users {

/// Nobody signs in to this place any more: every session and token of it ends in this transaction, data stay (USR-3).
/// Already so: nothing to do. Errors: those of `edit`.
base::Result<User> deactivate(access::Call& call, const base::UserId& id,
                              std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::users
