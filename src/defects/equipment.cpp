#include "defects/equipment.h"

#include "assets/asset.h"
#include "defects/limits.h"
#include "defects/store_equipment.h"

namespace assetbuddy::defects {

base::Result<Equipment> find_reportable(access::Call& call, const base::AssetId& id)
{
    const auto visible = call.actor.visible<Equipment>(access::Permission::defects_create);
    auto found = visible ? store::find_equipment(call.tx, *visible, id) : std::nullopt;
    if (!found) return base::refused("not_found", {}, "There is no such equipment.");
    return *std::move(found);
}

base::Result<ReportablePage> list_reportable(access::Call& call, const std::string& query)
{
    const auto visible = call.actor.visible<Equipment>(access::Permission::defects_create);
    if (!visible) return base::refused("forbidden", {}, "Your role does not let you report defects.");
    const store::EquipmentQuery sought{
        *visible, access::Search::of(call.tx, access::Searched::assets, visible->organisation(), query)};
    constexpr auto most = static_cast<std::size_t>(most_equipment);
    ReportablePage page{.equipment = store::list_equipment(call.tx, sought, most + 1)};
    page.has_more = page.equipment.size() > most || (sought.searches() && access::is_cut(call.tx, sought));
    if (page.equipment.size() > most) page.equipment.resize(most);
    if (auto exact = store::find_by_code(call.tx, *visible, assets::code_sort_of_typed(query))) {
        std::erase_if(page.equipment, [&](const Equipment& each) { return each.id == exact->id; });
        page.equipment.insert(page.equipment.begin(), *std::move(exact));
    }
    return page;
}

} // namespace assetbuddy::defects
