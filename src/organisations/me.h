#pragma once

#include <string>
#include <vector>

#include "access/call.h"
#include "access/places.h"
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

} // namespace assetbuddy::organisations
