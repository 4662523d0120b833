#include "sites/locations.h"

#include <algorithm>

#include "access/cursor.h"
#include "sites/find.h"
#include "sites/store_locations.h"

namespace assetbuddy::sites {
namespace {

using access::Permission;

base::Done may_edit(const access::Call& call)
{
    if (call.actor.may(Permission::sites_edit)) return {};
    return base::refused("forbidden", {}, "Your role does not let you change the locations of a site.");
}

std::unexpected<base::Error> taken()
{
    return base::refused("name_taken", "name", "There is already a location of this name in the same place.");
}

std::unexpected<base::Error> changed_meanwhile()
{
    return base::refused("stale", {}, "Somebody changed this location meanwhile.");
}

void note(access::Call& call, const Location& location, const char* action, std::vector<access::Change> changes)
{
    access::record(call, {.organisation = location.organisation,
                          .action = action,
                          .record_type = "location",
                          .record_id = location.id.text(),
                          .changes = std::move(changes)});
}

void write(Location& location, const LocationFields& fields)
{
    location.name = fields.name;
    location.parent = fields.parent;
    location.code_prefix = fields.code_prefix;
    location.floor = fields.floor;
    location.zone = fields.zone;
    location.position = fields.position;
}

LocationFields merged(LocationFields fields, const LocationEdit& edit)
{
    if (edit.name) fields.name = *edit.name;
    if (edit.parent) fields.parent = *edit.parent;
    if (edit.code_prefix) fields.code_prefix = *edit.code_prefix;
    if (edit.floor) fields.floor = *edit.floor;
    if (edit.zone) fields.zone = *edit.zone;
    if (edit.position) fields.position = *edit.position;
    return fields;
}

/// The location to change, with its site's tree held.
base::Result<Location> find_to_change(access::Call& call, const base::LocationId& id,
                                      std::optional<std::int64_t> expected_version)
{
    auto location = find_visible_location(call, id);
    if (!location) return location;
    if (auto may = may_edit(call); !may) return base::refused(may.error());
    if (!store::hold_tree(call.tx, call.organisation(), location->site)) return changed_meanwhile();
    location = find_visible_location(call, id);
    if (location && expected_version && *expected_version != location->version) return changed_meanwhile();
    return location;
}

} // namespace

base::Result<LocationPage> list_locations(access::Call& call, const LocationsRequest& request)
{
    const auto visible = call.actor.visible<Site>(Permission::sites_view);
    if (!visible) return base::refused("forbidden", {}, "Your role does not show you the sites.");
    std::optional<access::KeyPosition> after;
    if (!request.cursor.empty()) {
        after = access::read_key_cursor(request.cursor);
        if (!after) return base::refused("malformed", "cursor", "This cursor was not given by the list.");
    }
    auto bounded = request;
    bounded.limit = std::clamp<std::int64_t>(request.limit, 1, longest_page);
    auto found = store::list_locations(call.tx, *visible, bounded, after);
    LocationPage page;
    const auto limit = static_cast<std::size_t>(bounded.limit);
    if (found.locations.size() > limit) {
        found.locations.resize(limit);
        page.next_cursor = access::written_cursor(found.positions[limit - 1]);
    }
    page.locations = std::move(found.locations);
    if (request.with_total) page.total = store::count_locations(call.tx, call.organisation(), request.site);
    return page;
}

std::vector<Branch> location_tree(access::Call& call, const base::OrganisationId& organisation,
                                  const base::SiteId& site)
{
    return tree_of(store::list_locations_of(call.tx, organisation, site));
}

std::optional<Location> find_location(access::Call& call, const base::OrganisationId& organisation,
                                      const base::LocationId& id)
{
    return store::find_location(call.tx, organisation, id);
}

base::Result<Location> find_visible_location(access::Call& call, const base::LocationId& id)
{
    const auto visible = call.actor.visible<Site>(Permission::sites_view);
    auto location = visible ? store::find_location(call.tx, visible->organisation(), id) : std::nullopt;
    if (!location) return base::refused("not_found", {}, "There is no such location.");
    return *std::move(location);
}

base::Result<Location> create_location(access::Call& call, const base::SiteId& site, const LocationFields& request)
{
    const auto seen = find_visible(call, site);
    if (!seen) return base::refused(seen.error());
    if (auto may = may_edit(call); !may) return base::refused(may.error());
    const auto fields = request.checked();
    if (!fields) return base::refused(fields.error());

    if (!store::hold_tree(call.tx, call.organisation(), site))
        return base::refused("not_found", {}, "There is no such site.");
    const auto others = store::list_locations_of(call.tx, call.organisation(), site);
    if (static_cast<std::int64_t>(others.size()) >= most_locations)
        return base::refused("too_many", {}, "A site has at most " + std::to_string(most_locations) + " locations.");
    Location location{.id = call.make_id<base::LocationId>(),
                      .organisation = call.organisation(),
                      .site = site,
                      .created_at = call.now};
    if (auto may = may_lie_under(others, location.id, fields->parent); !may) return base::refused(may.error());
    write(location, *fields);
    if (!store::insert_location(call.tx, location)) return taken();
    auto changes = changes_between({}, *fields);
    changes.push_back({"site_id", std::nullopt, site.text()});
    note(call, location, "location.created", std::move(changes));
    return location;
}

base::Result<Location> edit_location(access::Call& call, const base::LocationId& id, const LocationEdit& edit)
{
    auto location = find_to_change(call, id, edit.expected_version);
    if (!location) return location;
    const auto before = LocationFields::of(*location);
    const auto fields = merged(before, edit).checked();
    if (!fields) return base::refused(fields.error());
    auto changes = changes_between(before, *fields);
    if (changes.empty()) return location;

    const auto others = store::list_locations_of(call.tx, call.organisation(), location->site);
    if (auto may = may_lie_under(others, id, fields->parent); !may) return base::refused(may.error());
    write(*location, *fields);
    const auto updated = store::update_location(call.tx, *location);
    if (updated == store::Updated::name_taken) return taken();
    if (updated == store::Updated::stale) return changed_meanwhile();
    ++location->version;
    note(call, *location, "location.edited", std::move(changes));
    return location;
}

base::Done remove_location(access::Call& call, const base::LocationId& id, std::optional<std::int64_t> expected_version)
{
    const auto location = find_to_change(call, id, expected_version);
    if (!location) return base::refused(location.error());
    if (store::is_location_used(call.tx, *location))
        return base::refused(
            "in_use", {}, "Other locations or equipment lie in this one. Move them elsewhere first, then delete it.");
    if (!store::remove_location(call.tx, *location)) return changed_meanwhile();
    note(call, *location, "location.deleted", {{"name", location->name, std::nullopt}});
    return {};
}

} // namespace assetbuddy::sites
