#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "access/cursor.h"
#include "base/id.h"
#include "platform/sql/database.h"
#include "sites/location.h"
#include "sites/locations.h"

namespace assetbuddy::sites::store {

using platform::sql::Transaction;

std::optional<Location> find_location(Transaction& tx, const base::OrganisationId& organisation,
                                      const base::LocationId& id);
/// Of one site, by name, at most `most_locations`.
std::vector<Location> list_locations_of(Transaction& tx, const base::OrganisationId& organisation,
                                        const base::SiteId& site);

struct FoundLocations {
    std::vector<Location> locations; // one more than the limit when there is a next page
    std::vector<access::KeyPosition> positions;
};
/// By name, after a sort key and id.
FoundLocations list_locations(Transaction& tx, const access::Visible<Site>& visible, const LocationsRequest& request,
                              const std::optional<access::KeyPosition>& after);
std::int64_t count_locations(Transaction& tx, const base::OrganisationId& organisation,
                             const std::optional<base::SiteId>& site);

/// The site's tree is changed by one transaction at a time. False: there is no such site.
bool hold_tree(Transaction& tx, const base::OrganisationId& organisation, const base::SiteId& site);
/// False when another one lies there under the same name.
bool insert_location(Transaction& tx, const Location& location);
enum class Updated { yes, stale, name_taken };
Updated update_location(Transaction& tx, const Location& location);
bool remove_location(Transaction& tx, const Location& location);
/// What still names a location: others inside it, equipment.
bool is_location_used(Transaction& tx, const Location& location);

} // namespace assetbuddy::sites::store
