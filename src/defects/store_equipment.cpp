#include "defects/store_equipment.h"

namespace assetbuddy::defects::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement find_sql{"defects.find_equipment", R"(
    SELECT a.id, a.code, a.name, a.site_id, s.name, a.status
    FROM assets a JOIN sites s ON s.organisation_id = a.organisation_id AND s.id = a.site_id
    WHERE a.organisation_id = $1 AND a.id = $2 AND a.deleted_at IS NULL AND ($3 = '' OR a.site_id = $3))"};

constexpr Statement find_by_code_sql{"defects.find_equipment_by_code", R"(
    SELECT a.id, a.code, a.name, a.site_id, s.name, a.status
    FROM assets a JOIN sites s ON s.organisation_id = a.organisation_id AND s.id = a.site_id
    WHERE a.organisation_id = $1 AND a.code_sort = $2 AND a.deleted_at IS NULL AND a.status <> 'disposed'
      AND ($3 = '' OR a.site_id = $3))"};

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

std::optional<Equipment> find_by_code(Transaction& tx, const access::Visible<Equipment>& visible,
                                      const std::string& code_sort)
{
    const auto site = is_of_one_site(visible) ? visible.site()->text() : std::string{};
    const auto row = tx.one(find_by_code_sql, visible.organisation(), code_sort, site);
    if (!row) return std::nullopt;
    return read(*row);
}

EquipmentQuery::EquipmentQuery(const access::Visible<Equipment>& visible, access::Search search)
    : SearchedList({"defects.equipment", "assets", "a"}, std::move(search)), visible_(visible)
{
    always("a.organisation_id = " + bind(visible_.organisation()) +
           " AND a.deleted_at IS NULL AND a.status <> 'disposed'");
    if (is_of_one_site(visible_)) add("at_site", "a.site_id = " + bind(*visible_.site()));
    add_search();
}

platform::sql::Question EquipmentQuery::first(std::size_t most) const
{
    return {"defects.equipment.list" + name() + "." + std::to_string(most),
            "SELECT a.id, a.code, a.name, a.site_id, (SELECT s.name FROM sites s WHERE s.organisation_id = "
            "a.organisation_id AND s.id = a.site_id), a.status FROM " +
                source() + " ORDER BY a.code_sort LIMIT " + std::to_string(most),
            parameters()};
}

std::vector<Equipment> list_equipment(Transaction& tx, const EquipmentQuery& query, std::size_t most)
{
    const auto question = query.first(most);
    std::vector<Equipment> found;
    for (const auto& row : tx.all_with({question.name, question.text}, question.parameters)) found.push_back(read(row));
    return found;
}

} // namespace assetbuddy::defects::store
