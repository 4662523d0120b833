#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::users {

/// Writes what differs, in the audit log too, and what follows from it: a deactivated place ends its sessions and is
/// announced, fewer rights are announced. No permission asked: for verbs. Errors: stale (see `stale_or_again`).
base::Result<User> write_place(access::Call& call, const User& before, const User& after,
                               std::optional<std::int64_t> expected_version);

/// The place is inactive or deleted since this transaction: its sessions end or move on, what gives access back to an
/// account without any place ends too, and the rooms above are told (R-SESS-5, USR-3).
void end_place(access::Call& call, const User& user);

} // namespace assetbuddy::users
