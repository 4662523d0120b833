#include "access/actor.h"

namespace assetbuddy::access {

Actor::Actor(Facts facts) : facts_(std::move(facts))
{
    const auto& grants = facts_.role_set ? *facts_.role_set : default_grants(facts_.role);
    grants_ = facts_.is_external ? grants.narrowed_to_external() : grants;
}

const Actor& Actor::nobody()
{
    static const Actor nobody;
    return nobody;
}

} // namespace assetbuddy::access
