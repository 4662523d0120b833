#pragma once

#include <cstdint>
#include <vector>

#include "access/call.h"
#include "access/permission.h"
#include "access/role_sets.h"
#include "base/result.h"
#include "sites/site.h"

namespace assetbuddy::invitations {

/// What the asker may choose from when inviting.
struct Choices {
    std::vector<access::Role> roles; // those they may hand out (INV-4)
    std::vector<sites::Site> sites;  // active ones, by name
    std::int64_t lifetime_days = 7;
    access::RoleSets sets = {};
    std::vector<std::string> companies = {}; // names of those that are known
};

/// Errors: forbidden (users:invite), email_unconfirmed.
base::Result<Choices> list_choices(access::Call& call);

/// The same for who edits an invitation. Errors: forbidden (users:edit).
base::Result<Choices> list_choices_for_edit(access::Call& call);

} // namespace assetbuddy::invitations
