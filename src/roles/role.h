#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "access/audit.h"
#include "access/permission.h"
#include "base/result.h"

namespace assetbuddy::roles {

/// A role as one organisation has it (ROL-3).
struct RoleSet {
    access::Role role = access::Role::operator_;
    access::GrantSet grants = {};
    bool is_default = true;
    std::int64_t version = 1; // 1: never changed
    /// The Owner's set belongs to the product: nobody changes it.
    [[nodiscard]] bool is_configurable() const { return role != access::Role::owner; }
};

/// A grant as somebody wrote it: "users:view", "organisation".
struct WantedGrant {
    std::string permission;
    std::string scope;
};

/// More cannot be meant: a permission is granted once.
inline constexpr std::size_t most_grants = 100;

/// The set that was meant, or every mistake at once, under `permissions[2].scope`. Errors: invalid (unknown_value,
/// twice, wrong_scope: the permission does not exist with that scope, ROL-1).
base::Result<access::GrantSet> checked(const std::vector<WantedGrant>& wanted);

/// One change a permission, from scope to scope (AUD-1).
std::vector<access::Change> changes_between(const access::GrantSet& before, const access::GrantSet& after);

/// Whether anything of `before` reaches less far in `after`, or is gone.
bool is_narrowed(const access::GrantSet& before, const access::GrantSet& after);

} // namespace assetbuddy::roles
