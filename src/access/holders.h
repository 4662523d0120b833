#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "access/permission.h"
#include "access/role_sets.h"
#include "base/id.h"
#include "platform/sql/database.h"

namespace assetbuddy::access {

/// Roles whose holders have a permission everywhere, and those who have it at their own site.
struct Holding {
    std::vector<Role> anywhere;
    std::vector<Role> at_site;
};
/// Of internal people, or of external ones (EXT-2).
Holding holding_of(const RoleSets& sets, Permission permission, bool is_external);

/// Whether an Owner is among those who hold something: only where the settings say so (NOT-1), or always.
enum class OwnerCounts { as_settings_say, always };
/// Active internal people who hold a permission at a site, by name. Without a site only those who hold it everywhere.
std::vector<base::UserId> list_holders(platform::sql::Transaction& tx, const base::OrganisationId& organisation,
                                       const std::optional<base::SiteId>& site, const Holding& internal,
                                       OwnerCounts owner, std::int64_t most);

} // namespace assetbuddy::access
