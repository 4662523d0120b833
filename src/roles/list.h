#pragma once

#include <cstdint>
#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "roles/role.h"

namespace assetbuddy::roles {

/// What each role may do, in the order of the roles: for whoever sees people or configures roles. Errors: forbidden.
base::Result<std::vector<RoleSet>> list(access::Call& call);
/// One of them. Errors: forbidden.
base::Result<RoleSet> find(access::Call& call, access::Role role);

/// Counting a role's people goes no further.
inline constexpr std::int64_t most_counted = 1000;
/// How many people hold the role; `most_counted` + 1 stands for more. Errors: forbidden.
base::Result<std::int64_t> count_holders(access::Call& call, access::Role role);

} // namespace assetbuddy::roles
