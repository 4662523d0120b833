#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "sites/limits.h"
#include "sites/location.h"
#include "sites/site.h"

namespace assetbuddy::sites {

// The places inside a site (SIT-2). Who sees sites sees them; who may edit sites adds, changes and deletes them.

struct LocationsRequest {
    std::optional<base::SiteId> site = {};
    std::int64_t limit = usual_page;
    std::string cursor = {};
    bool with_total = false;
};
struct LocationPage {
    std::vector<Location> locations; // by name
    std::string next_cursor;
    std::optional<std::int64_t> total;
};
/// Errors: forbidden, malformed (cursor).
base::Result<LocationPage> list_locations(access::Call& call, const LocationsRequest& request);

/// Every location of a site as its tree; no permission asked: for whoever already saw the site or something in it.
std::vector<Branch> location_tree(access::Call& call, const base::OrganisationId& organisation,
                                  const base::SiteId& site);
/// No permission asked: for verbs that name a location they were given.
std::optional<Location> find_location(access::Call& call, const base::OrganisationId& organisation,
                                      const base::LocationId& id);
/// Errors: not_found.
base::Result<Location> find_visible_location(access::Call& call, const base::LocationId& id);

/// Errors: not_found (the site), forbidden, invalid, name_taken, too_many.
base::Result<Location> create_location(access::Call& call, const base::SiteId& site, const LocationFields& request);

struct LocationEdit {
    std::optional<std::string> name = {};
    /// The outer nothing: as it is; the inner one: to the top.
    std::optional<std::optional<base::LocationId>> parent = {};
    std::optional<std::string> code_prefix = {};
    std::optional<std::string> floor = {};
    std::optional<std::string> zone = {};
    std::optional<std::int64_t> position = {};
    std::optional<std::int64_t> expected_version = {};
};
/// Errors: not_found, forbidden, stale, invalid, name_taken.
base::Result<Location> edit_location(access::Call& call, const base::LocationId& id, const LocationEdit& edit);

/// Errors: not_found, forbidden, stale, in_use (something lies in it).
base::Done remove_location(access::Call& call, const base::LocationId& id,
                           std::optional<std::int64_t> expected_version = {});

} // namespace assetbuddy::sites
