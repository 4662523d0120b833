#include "access/holders.h"

namespace assetbuddy::access {

Holding holding_of(const RoleSets& sets, Permission permission, bool is_external)
{
    Holding holding;
    for (const auto role : all_roles()) {
        const auto grant = sets.of(role, is_external).find(permission);
        if (!grant) continue;
        (grant->scope == Scope::site ? holding.at_site : holding.anywhere).push_back(role);
    }
    return holding;
}

} // namespace assetbuddy::access
