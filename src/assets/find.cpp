#include "assets/find.h"

#include "assets/store.h"

namespace assetbuddy::assets {

base::Result<Asset> find_visible(access::Call& call, const base::AssetId& id)
{
    const auto visible = call.actor.visible<Asset>(access::Permission::assets_view);
    auto asset = visible ? store::find(call.tx, *visible, id, call.now) : std::nullopt;
    if (!asset) return base::refused("not_found", {}, "There is no such equipment.");
    return shown_to(call.actor, *std::move(asset));
}

bool sees_register(const access::Call& call)
{
    const auto sees = call.actor.grant(access::Permission::assets_view);
    return sees && sees->scope != access::Scope::assigned;
}

base::Done require_register(const access::Call& call)
{
    if (!sees_register(call)) return base::refused("forbidden", {}, "Your role does not show you the register.");
    return {};
}

std::vector<Event> history(access::Call& call, const Asset& asset)
{
    if (!sees_register(call)) return {};
    return store::list_events(call.tx, asset.organisation, asset.id);
}

} // namespace assetbuddy::assets
