#pragma once

#include <vector>

#include "access/call.h"
#include "access/permission.h"
#include "users/user.h"

namespace assetbuddy::users {

/// The roles the asker may give this person (INV-4, USR-7), and the one they have.
std::vector<access::Role> roles_for(access::Call& call, const User& user);

/// What the asker may do to this person, so that a page offers nothing that would be refused.
struct Steps {
    bool edit = false;
    bool deactivate = false;
    bool reactivate = false;
    bool remove = false; // and erase
    /// The role's grants are more than the asker's: why a holder of users:edit is offered nothing (USR-7).
    bool is_out_of_reach = false;
};
Steps steps_on(access::Call& call, const User& user);

} // namespace assetbuddy::users
