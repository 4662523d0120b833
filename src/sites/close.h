#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "sites/site.h"

namespace assetbuddy::sites {

/// Takes a site out of the active lists (SIT-1). People assigned to it move as `users` says; without a choice they
/// stand in the way. Changing where people work needs users:edit and reach over their roles (USR-7), because "all
/// sites" widens what a site-scoped person sees. Invitations to it are then held (INV-14). Errors: not_found,
/// forbidden, stale, site_in_use (with `users`), invalid (field `users`).
base::Result<Site> deactivate(access::Call& call, const base::SiteId& id, const ChoiceForUsers& users,
                              std::optional<std::int64_t> expected_version = {});

/// Puts it back. Errors: not_found, forbidden, stale.
base::Result<Site> reactivate(access::Call& call, const base::SiteId& id,
                              std::optional<std::int64_t> expected_version = {});

/// Removes a site that nothing refers to any more (SIT-1). Errors: not_found, forbidden, stale, site_in_use.
base::Done remove(access::Call& call, const base::SiteId& id, const ChoiceForUsers& users,
                  std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::sites
