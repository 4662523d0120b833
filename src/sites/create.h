#pragma once

#include "access/call.h"
#include "base/result.h"
#include "sites/site.h"

namespace assetbuddy::sites {

/// Adds a site to the caller's organisation. Errors: forbidden, invalid, name_taken (field `name`, with `site_id`),
/// too_many.
base::Result<Site> create(access::Call& call, const SiteFields& request);

} // namespace assetbuddy::sites
