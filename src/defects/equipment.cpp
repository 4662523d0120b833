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

base::Result<std::vector<Equipment>> list_reportable(access::Call& call, const std::string& code)
{
    const auto visible = call.actor.visible<Equipment>(access::Permission::defects_create);
    if (!visible) return base::refused("forbidden", {}, "Your role does not let you report defects.");
    return store::list_equipment(call.tx, *visible, assets::code_sort_of_typed(code), most_equipment);
}

} // namespace assetbuddy::defects
