#pragma once

#include "access/actor.h"

namespace assetbuddy::access {

/// Whether a permission of the asker reaches what stands at a site: as one of the organisation, or as one of their own
/// site, which without a site means every one (ROL-1, ROL-2). Grants over what is assigned or one's own are no reach
/// over a site.
inline bool reaches(const Actor& actor, Permission permission, const std::optional<base::SiteId>& site)
{
    const auto grant = actor.grant(permission);
    if (!grant) return false;
    if (grant->scope == Scope::organisation) return true;
    const auto& own = actor.facts().site;
    return grant->scope == Scope::site && (!own || site == own);
}

} // namespace assetbuddy::access
