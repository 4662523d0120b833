#pragma once

#include <cstdint>
#include <optional>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "sites/site.h"

namespace assetbuddy::sites {

/// The fields to change; a missing one stays as it is.
struct EditRequest {
    std::optional<std::string> name = {};
    std::optional<std::string> address = {};
    std::optional<std::string> postcode = {};
    std::optional<std::string> contact_name = {};
    std::optional<std::string> contact_phone = {};
    std::optional<std::string> contact_email = {};
    /// Nothing: as it is. False goes the way of `close`, true the way of `reopen`, in the same transaction.
    std::optional<bool> is_active = {};
    ChoiceForUsers users = {};
    /// The version the asker saw; another one is refused as `stale`.
    std::optional<std::int64_t> expected_version = {};
};

/// Changes a site. Errors: not_found, forbidden, stale, invalid, name_taken, site_in_use.
base::Result<Site> edit(access::Call& call, const base::SiteId& id, const EditRequest& request);

} // namespace assetbuddy::sites
