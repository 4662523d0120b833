#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/call.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::users {

/// What a person may correct about their own place (USR-9); a missing field stays as it is.
struct ProfileChange {
    std::optional<std::string> name = {};
    std::optional<std::string> job_title = {};
    std::optional<std::string> phone = {};
    /// The version the asker saw; another one is refused as `stale`.
    std::optional<std::int64_t> expected_version = {};

    /// Trimmed and in NFC, or every mistake at once. Errors: invalid.
    [[nodiscard]] base::Result<ProfileChange> checked() const;
};

/// The caller's own user. Errors: sign_in_required.
base::Result<User> own_user(access::Call& call);

/// Changes the caller's own details, with an audit entry of what differs. Errors: sign_in_required, invalid, stale.
base::Result<User> edit_profile(access::Call& call, const ProfileChange& change);

} // namespace assetbuddy::users
