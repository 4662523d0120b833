#pragma once

#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "base/id.h"
#include "base/result.h"

namespace assetbuddy::organisations {

struct CreateRequest {
    std::string name;
    std::string owner_name;
    std::string owner_email;
};

struct Created {
    base::OrganisationId organisation;
    base::UserId owner;
    /// Where the Owner sets a password, once, within seven days; the sign-in page where the address has one already.
    std::string link;
};

/// `assetbuddy organisation create`: an organisation without sign-up. The operator answers for the address, so its
/// account counts as confirmed (R-AUTH-14). Errors: invalid (`name`, `owner_name`, `owner_email`).
base::Result<Created> create(const access::Kernel& kernel, const access::Origin& origin, const CreateRequest& request);

} // namespace assetbuddy::organisations
