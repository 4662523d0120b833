#pragma once

#include "access/actor.h"
#include "users/user.h"

namespace assetbuddy::users {

/// A person as the asker may see them: without address and phone where they are from outside and the asker may not see
/// how to reach them (access/contact.h). Themselves everybody sees whole.
User shown_to(const access::Actor& asker, User user);

} // namespace assetbuddy::users
