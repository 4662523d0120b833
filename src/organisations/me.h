#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "access/places.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::organisations {

/// The caller as they may see themselves: their place here, and all of their places.
struct Me {
    users::User user;
    std::string organisation_name;
    std::vector<access::Place> places; // by organisation name, active and inactive ones
};
/// One statement beside the session's.
Me find_me(access::Call& call);

/// What people change about themselves (USR-9); what is not given stays.
struct OwnDetails {
    std::optional<std::string> name = {};
    std::optional<std::string> job_title = {};
    std::optional<std::string> phone = {};
    std::optional<std::int64_t> expected_version = {}; // If-Match
};
/// Errors: invalid (`name`, `job_title`, `phone`), stale.
base::Result<users::User> edit_own_details(access::Call& call, const OwnDetails& details);

} // namespace assetbuddy::organisations
