#include "assets/store.h"

#include "platform/sql/key_list.h"

#include "base/text.h"

namespace assetbuddy::assets::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement take_number_sql{"assets.take_number", R"(
    INSERT INTO asset_numbers (organisation_id, prefix, last_number) VALUES ($1, $2, 1)
    ON CONFLICT (organisation_id, prefix) DO UPDATE SET last_number = asset_numbers.last_number + 1
    RETURNING last_number)"};

constexpr Statement insert_sql{"assets.insert", R"(
    INSERT INTO assets (id, organisation_id, code, code_sort, name, name_sort, category_id, subcategory_id, site_id,
                        location_id, status, criticality, owner_user_id, make, model, serial, notes, created_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1))"};

constexpr Statement update_sql{"assets.update", R"(
    UPDATE assets SET name = $4, name_sort = $5, category_id = $6, subcategory_id = $7, site_id = $8, location_id = $9,
                      criticality = $10, owner_user_id = $11, make = $12, model = $13, serial = $14, notes = $15,
                      version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3 AND deleted_at IS NULL)"};

constexpr Statement update_status_sql{"assets.update_status", R"(
    UPDATE assets SET status = $4, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3 AND deleted_at IS NULL)"};

// The update changes nothing; it holds the row on both databases.
constexpr Statement hold_status_sql{"assets.hold_status", R"(
    UPDATE assets SET version = version WHERE organisation_id = $1 AND id = $2 RETURNING status)"};

constexpr Statement update_held_status_sql{"assets.update_held_status", R"(
    UPDATE assets SET status = $3, version = version + 1 WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement remove_sql{"assets.remove", R"(
    UPDATE assets SET deleted_at = $4, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3 AND deleted_at IS NULL)"};

constexpr Statement move_defects_sql{"assets.move_defects", R"(
    UPDATE defects SET site_id = $3 WHERE organisation_id = $1 AND asset_id = $2 AND site_id <> $3)"};

constexpr Statement has_open_defects_sql{"assets.has_open_defects", R"(
    SELECT 1 FROM defects WHERE organisation_id = $1 AND asset_id = $2 AND is_open = 1 LIMIT 1)"};

constexpr Statement is_isolated_sql{"assets.is_isolated", R"(
    SELECT 1 FROM defects WHERE organisation_id = $1 AND asset_id = $2 AND is_open = 1 AND isolates = 1 LIMIT 1)"};

constexpr Statement insert_event_sql{"assets.insert_event", R"(
    INSERT INTO asset_events (id, organisation_id, asset_id, at, actor_user_id, what, before, after, reason)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))"};

constexpr Statement list_events_sql{"assets.list_events", R"(
    SELECT e.at, u.name, e.what, e.before, e.after, e.reason
    FROM asset_events e JOIN users u ON u.organisation_id = e.organisation_id AND u.id = e.actor_user_id
    WHERE e.organisation_id = $1 AND e.asset_id = $2 ORDER BY e.at DESC, e.id DESC LIMIT $3)"};

template <class Id>
std::optional<Id> id_or_none(const std::optional<std::string>& text)
{
    return text ? std::optional{Id{*text}} : std::nullopt;
}

constexpr Statement codes_of_sql{"assets.codes_of", R"(
    SELECT a.code_sort, a.code, a.name, a.serial FROM json_each($2) k CROSS JOIN assets a
    WHERE a.organisation_id = $1 AND a.code_sort = k.key)"};

constexpr Statement find_import_sql{"assets.find_import", R"(
    SELECT i.imported_at, i.added,
           (SELECT u.name FROM users u WHERE u.organisation_id = i.organisation_id AND u.id = i.imported_by)
    FROM asset_imports i WHERE i.organisation_id = $1 AND i.digest = $2)"};

constexpr Statement insert_import_sql{"assets.insert_import", R"(
    INSERT INTO asset_imports (organisation_id, digest, imported_by, added, imported_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING)"};

} // namespace

Asset read(const Row& row)
{
    return {.id = row.id<base::AssetTag>(0),
            .organisation = row.id<base::OrganisationTag>(1),
            .code = row.text(2),
            .name = row.text(3),
            .category = row.id<base::CategoryTag>(4),
            .subcategory = id_or_none<base::CategoryId>(row.optional_text(5)),
            .site = row.id<base::SiteTag>(6),
            .location = id_or_none<base::LocationId>(row.optional_text(7)),
            .status = read_status(row.text(8)).value(),
            .criticality = read_criticality(row.text(9)).value(),
            .owner = id_or_none<base::UserId>(row.optional_text(10)),
            .make = row.text(11),
            .model = row.text(12),
            .serial = row.text(13),
            .notes = row.text(14),
            .created_at = row.time(15),
            .version = row.integer(16)};
}

std::int64_t take_number(Transaction& tx, const base::OrganisationId& organisation, const std::string& prefix)
{
    return tx.one(take_number_sql, organisation, prefix).value().integer(0);
}

void insert(Transaction& tx, const Asset& asset, const std::string& code_sort)
{
    tx.execute(insert_sql, asset.id, asset.organisation, asset.code, code_sort, asset.name, base::sort_key(asset.name),
               asset.category, asset.subcategory, asset.site, asset.location, to_text(asset.status),
               to_text(asset.criticality), asset.owner, asset.make, asset.model, asset.serial, asset.notes,
               asset.created_at);
}

bool update(Transaction& tx, const Asset& asset)
{
    return tx.execute(update_sql, asset.organisation, asset.id, asset.version, asset.name, base::sort_key(asset.name),
                      asset.category, asset.subcategory, asset.site, asset.location, to_text(asset.criticality),
                      asset.owner, asset.make, asset.model, asset.serial, asset.notes) == 1;
}

bool update_status(Transaction& tx, const Asset& asset)
{
    return tx.execute(update_status_sql, asset.organisation, asset.id, asset.version, to_text(asset.status)) == 1;
}

bool remove(Transaction& tx, const Asset& asset, base::Time now)
{
    return tx.execute(remove_sql, asset.organisation, asset.id, asset.version, now) == 1;
}

void move_defects(Transaction& tx, const Asset& asset)
{
    tx.execute(move_defects_sql, asset.organisation, asset.id, asset.site);
}

bool has_open_defects(Transaction& tx, const Asset& asset)
{
    return tx.one(has_open_defects_sql, asset.organisation, asset.id).has_value();
}

bool is_isolated(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id)
{
    return tx.one(is_isolated_sql, organisation, id).has_value();
}

std::optional<Status> hold_status(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id)
{
    const auto row = tx.one(hold_status_sql, organisation, id);
    return row ? read_status(row->text(0)) : std::nullopt;
}

void update_held_status(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id,
                        Status status)
{
    tx.execute(update_held_status_sql, organisation, id, to_text(status));
}

void insert_event(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id,
                  const NewEvent& event, base::Time now)
{
    tx.post(insert_event_sql, event.id, organisation, id, now, event.actor, event.what, event.before, event.after,
            event.reason);
}

std::vector<Event> list_events(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id)
{
    std::vector<Event> events;
    for (const auto& row : tx.all(list_events_sql, organisation, id, most_events))
        events.push_back({row.time(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)});
    return events;
}

std::map<std::string, Coded> codes_of(Transaction& tx, const base::OrganisationId& organisation,
                                      std::span<const std::string> code_sorts)
{
    std::map<std::string, Coded> codes;
    if (code_sorts.empty()) return codes;
    for (const auto& row : tx.all(codes_of_sql, organisation, platform::sql::key_list(code_sorts)))
        codes.emplace(row.text(0), Coded{row.text(1), row.text(2), row.text(3)});
    return codes;
}

std::optional<ImportReport::Earlier> find_import(Transaction& tx, const base::OrganisationId& organisation,
                                                 const std::string& digest)
{
    const auto row = tx.one(find_import_sql, organisation, digest);
    if (!row) return std::nullopt;
    return ImportReport::Earlier{
        .at = row->time(0), .by = row->optional_text(2).value_or(""), .added = row->integer(1)};
}

bool insert_import(Transaction& tx, const base::OrganisationId& organisation, const std::string& digest,
                   const base::UserId& by, std::int64_t added, base::Time now)
{
    return tx.execute(insert_import_sql, organisation, digest, by, added, now) == 1;
}

} // namespace assetbuddy::assets::store
