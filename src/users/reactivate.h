#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::users {

/// Puts the place back as it was, except that a last day of access that is over goes, since it would end the place
/// again at once (EXT-7). Errors: those of `edit`.
base::Result<User> reactivate(access::Call& call, const base::UserId& id,
                              std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::users
