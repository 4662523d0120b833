#pragma once

#include <string>

#include "access/call.h"
#include "base/email_address.h"
#include "base/id.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::organisations {

/// An organisation to be, every field checked.
struct Foundation {
    std::string organisation;
    std::string owner_name;
    base::EmailAddress email;
    base::AccountId account;
};

/// Writes the organisation, its Owner and the audit entries; enters the new organisation. For the verbs of this room.
/// Errors: forbidden (`--sign-up first` and somebody was quicker).
enum class Door { checked, open }; // whether `--sign-up` has a say
base::Result<users::User> found(access::Call& call, const Foundation& foundation, Door door);

} // namespace assetbuddy::organisations
