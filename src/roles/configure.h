#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "roles/role.h"

namespace assetbuddy::roles {

/// Gives a role another set (ROL-3): it counts for everybody in it on their very next request. Who configures needs
/// every right the role has now and gets (INV-4, USR-7), so that nobody raises themselves or lowers who stands above
/// them. Errors: forbidden (roles:configure; the Owner's role), role_above_own, invalid, stale.
base::Result<RoleSet> configure(access::Call& call, access::Role role, const std::vector<WantedGrant>& wanted,
                                std::optional<std::int64_t> expected_version = {});

/// Back to the set the product comes with. Errors: as `configure`.
base::Result<RoleSet> reset(access::Call& call, access::Role role, std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::roles
