#include "sites/store_locations.h"

#include "base/text.h"
#include "sites/limits.h"

namespace assetbuddy::sites::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement find_location_sql{"sites.find_location", R"(
    SELECT id, organisation_id, site_id, parent_id, name, code_prefix, floor, zone, position, created_at, version
    FROM locations WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement list_locations_of_sql{"sites.list_locations_of", R"(
    SELECT id, organisation_id, site_id, parent_id, name, code_prefix, floor, zone, position, created_at, version
    FROM locations WHERE organisation_id = $1 AND site_id = $2 ORDER BY name_sort, id LIMIT $3)"};

constexpr Statement list_locations_sql{"sites.list_locations", R"(
    SELECT id, organisation_id, site_id, parent_id, name, code_prefix, floor, zone, position, created_at, version,
           name_sort
    FROM locations
    WHERE organisation_id = $1 AND (name_sort, id) > ($2, $3)
    ORDER BY name_sort, id LIMIT $4)"};

constexpr Statement list_locations_at_sql{"sites.list_locations_at", R"(
    SELECT id, organisation_id, site_id, parent_id, name, code_prefix, floor, zone, position, created_at, version,
           name_sort
    FROM locations
    WHERE organisation_id = $1 AND (name_sort, id) > ($2, $3) AND site_id = $5
    ORDER BY name_sort, id LIMIT $4)"};

constexpr Statement count_locations_sql{"sites.count_locations", R"(
    SELECT count(*) FROM locations WHERE organisation_id = $1)"};

constexpr Statement count_locations_at_sql{"sites.count_locations_at", R"(
    SELECT count(*) FROM locations WHERE organisation_id = $1 AND site_id = $2)"};

constexpr Statement hold_tree_sql{"sites.hold_tree", R"(
    UPDATE sites SET is_active = is_active WHERE organisation_id = $1 AND id = $2 RETURNING id)"};

constexpr Statement insert_location_sql{"sites.insert_location", R"(
    INSERT INTO locations (id, organisation_id, site_id, parent_id, name, name_key, name_sort, code_prefix, floor, zone,
                           position, created_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)
    ON CONFLICT DO NOTHING RETURNING id)"};

constexpr Statement is_name_taken_sql{"sites.is_location_name_taken", R"(
    SELECT 1 FROM locations
    WHERE organisation_id = $1 AND site_id = $2 AND COALESCE(parent_id, '') = $3 AND name_key = $4 AND id <> $5)"};

constexpr Statement update_location_sql{"sites.update_location", R"(
    UPDATE locations SET parent_id = $4, name = $5, name_key = $6, name_sort = $7, code_prefix = $8, floor = $9,
                         zone = $10, position = $11, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3)"};

constexpr Statement remove_location_sql{"sites.remove_location", R"(
    DELETE FROM locations WHERE organisation_id = $1 AND id = $2 AND version = $3)"};

constexpr Statement is_location_used_sql{"sites.is_location_used", R"(
    SELECT 1 FROM locations WHERE organisation_id = $1 AND site_id = $3 AND parent_id = $2
    UNION ALL SELECT 1 FROM assets WHERE organisation_id = $1 AND location_id = $2
    LIMIT 1)"};

Location read(const Row& row)
{
    const auto parent = row.optional_text(3);
    return {row.id<base::LocationTag>(0),
            row.id<base::OrganisationTag>(1),
            row.id<base::SiteTag>(2),
            parent ? std::optional{base::LocationId{*parent}} : std::nullopt,
            row.text(4),
            row.text(5),
            row.text(6),
            row.text(7),
            row.integer(8),
            row.time(9),
            row.integer(10)};
}

} // namespace

std::optional<Location> find_location(Transaction& tx, const base::OrganisationId& organisation,
                                      const base::LocationId& id)
{
    const auto row = tx.one(find_location_sql, organisation, id);
    if (!row) return std::nullopt;
    return read(*row);
}

std::vector<Location> list_locations_of(Transaction& tx, const base::OrganisationId& organisation,
                                        const base::SiteId& site)
{
    std::vector<Location> locations;
    for (const auto& row : tx.all(list_locations_of_sql, organisation, site, most_locations))
        locations.push_back(read(row));
    return locations;
}

FoundLocations list_locations(Transaction& tx, const access::Visible<Site>& visible, const LocationsRequest& request,
                              const std::optional<access::KeyPosition>& after)
{
    constexpr std::size_t name_sort_column = 11;
    const auto start = after.value_or(access::KeyPosition{});
    FoundLocations found;
    const auto rows = request.site
                          ? tx.all(list_locations_at_sql, visible.organisation(), start.key, start.id,
                                   request.limit + 1, *request.site)
                          : tx.all(list_locations_sql, visible.organisation(), start.key, start.id, request.limit + 1);
    for (const auto& row : rows) {
        found.locations.push_back(read(row));
        found.positions.push_back({row.text(name_sort_column), row.text(0)});
    }
    return found;
}

std::int64_t count_locations(Transaction& tx, const base::OrganisationId& organisation,
                             const std::optional<base::SiteId>& site)
{
    return (site ? tx.one(count_locations_at_sql, organisation, *site) : tx.one(count_locations_sql, organisation))
        ->integer(0);
}

bool hold_tree(Transaction& tx, const base::OrganisationId& organisation, const base::SiteId& site)
{
    return tx.one(hold_tree_sql, organisation, site).has_value();
}

bool insert_location(Transaction& tx, const Location& location)
{
    return tx
        .one(insert_location_sql, location.id, location.organisation, location.site, location.parent, location.name,
             base::case_folded(location.name), base::sort_key(location.name), location.code_prefix, location.floor,
             location.zone, location.position, location.created_at)
        .has_value();
}

Updated update_location(Transaction& tx, const Location& location)
{
    const auto key = base::case_folded(location.name);
    const auto parent = location.parent ? location.parent->text() : std::string{};
    // The tree is held: nobody can take the name between this question and the change.
    if (tx.one(is_name_taken_sql, location.organisation, location.site, parent, key, location.id))
        return Updated::name_taken;
    const auto changed = tx.execute(update_location_sql, location.organisation, location.id, location.version,
                                    location.parent, location.name, key, base::sort_key(location.name),
                                    location.code_prefix, location.floor, location.zone, location.position);
    return changed == 1 ? Updated::yes : Updated::stale;
}

bool remove_location(Transaction& tx, const Location& location)
{
    return tx.execute(remove_location_sql, location.organisation, location.id, location.version) == 1;
}

bool is_location_used(Transaction& tx, const Location& location)
{
    return tx.one(is_location_used_sql, location.organisation, location.id, location.site).has_value();
}

} // namespace assetbuddy::sites::store
