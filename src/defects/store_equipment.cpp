#include "defects/store_equipment.h"

namespace assetbuddy::defects::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement find_sql{"defects.find_equipment", R"(
    SELECT a.id, a.code, a.name, a.site_id, s.name, a.status
    FROM assets a JOIN sites s ON s.organisation_id = a.organisation_id AND s.id = a.site_id
    WHERE a.organisation_id = $1 AND a.id = $2 AND a.deleted_at IS NULL AND ($3 = '' OR a.site_id = $3))"};

constexpr Statement list_sql{"defects.list_equipment", R"(
    SELECT a.id, a.code, a.name, a.site_id, s.name, a.status
    FROM assets a LEFT JOIN sites s ON s.organisation_id = a.organisation_id AND s.id = a.site_id
    WHERE a.organisation_id = $1 AND a.deleted_at IS NULL AND a.code_sort >= $2 AND a.status <> 'disposed'
    ORDER BY a.code_sort LIMIT $3)"};

constexpr Statement list_at_site_sql{"defects.list_equipment_at_site", R"(
    SELECT a.id, a.code, a.name, a.site_id, s.name, a.status
    FROM assets a LEFT JOIN sites s ON s.organisation_id = a.organisation_id AND s.id = a.site_id
    WHERE a.organisation_id = $1 AND a.site_id = $2 AND a.deleted_at IS NULL AND a.code_sort >= $3
      AND a.status <> 'disposed'
    ORDER BY a.code_sort LIMIT $4)"};

constexpr Statement hold_status_sql{"defects.hold_equipment", R"(
    UPDATE assets SET version = version WHERE organisation_id = $1 AND id = $2 RETURNING status)"};

constexpr Statement update_status_sql{"defects.update_equipment_status", R"(
    UPDATE assets SET status = $3, version = version + 1 WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement insert_event_sql{"defects.insert_equipment_event", R"(
    INSERT INTO asset_events (id, organisation_id, asset_id, at, actor_user_id, what, before, after, reason)
    VALUES ($1, $2, $3, $4, $5, 'status', $6, $7, $8))"};

Equipment read(const Row& row)
{
    return {row.id<base::AssetTag>(0), row.text(1), row.text(2), row.id<base::SiteTag>(3), row.text(4), row.text(5)};
}

bool is_of_one_site(const access::Visible<Equipment>& visible)
{
    return visible.scope() == access::Scope::site && visible.site().has_value();
}

} // namespace

std::optional<Equipment> find_equipment(Transaction& tx, const access::Visible<Equipment>& visible,
                                        const base::AssetId& id)
{
    const auto site = is_of_one_site(visible) ? visible.site()->text() : std::string{};
    const auto row = tx.one(find_sql, visible.organisation(), id, site);
    if (!row) return std::nullopt;
    return read(*row);
}

std::vector<Equipment> list_equipment(Transaction& tx, const access::Visible<Equipment>& visible,
                                      const std::string& from_code_sort, std::int64_t most)
{
    const auto rows = is_of_one_site(visible)
                          ? tx.all(list_at_site_sql, visible.organisation(), *visible.site(), from_code_sort, most)
                          : tx.all(list_sql, visible.organisation(), from_code_sort, most);
    std::vector<Equipment> found;
    for (const auto& row : rows) found.push_back(read(row));
    return found;
}

std::optional<std::string> hold_status(Transaction& tx, const base::OrganisationId& organisation,
                                       const base::AssetId& id)
{
    const auto row = tx.one(hold_status_sql, organisation, id);
    if (!row) return std::nullopt;
    return row->text(0);
}

void update_status(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id,
                   const std::string& status)
{
    tx.execute(update_status_sql, organisation, id, status);
}

void insert_status_event(Transaction& tx, const StatusEvent& event)
{
    tx.post(insert_event_sql, event.id, event.organisation, event.asset, event.at, event.actor, event.before,
            event.after, event.reason);
}

} // namespace assetbuddy::defects::store
