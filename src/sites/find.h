#pragma once

#include <optional>
#include <vector>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "sites/site.h"

namespace assetbuddy::sites {

/// A site of the organisation, active or not; no permission asked: for verbs that name a site they were given.
std::optional<Site> find(access::Call& call, const base::OrganisationId& organisation, const base::SiteId& id);

/// True when the site is active, and keeps it so until the caller's transaction ends: for verbs that assign somebody to
/// it.
bool hold_active(access::Call& call, const base::OrganisationId& organisation, const base::SiteId& id);

/// The active sites by name, at most `most_sites`: what a form's Site offers.
std::vector<Site> list_active(access::Call& call, const base::OrganisationId& organisation);

/// The site of that id for whoever holds sites:view. Errors: not_found (also without the permission, ROL-1).
base::Result<Site> find_visible(access::Call& call, const base::SiteId& id);

} // namespace assetbuddy::sites
