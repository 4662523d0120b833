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

} // namespace assetbuddy::defects::store
