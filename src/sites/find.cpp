#include "sites/find.h"

#include "sites/store.h"

namespace assetbuddy::sites {

std::optional<Site> find(access::Call& call, const base::OrganisationId& organisation, const base::SiteId& id)
{
    return store::find(call.tx, organisation, id);
}

bool hold_active(access::Call& call, const base::OrganisationId& organisation, const base::SiteId& id)
{
    return store::hold_active(call.tx, organisation, id);
}

std::vector<Site> list_active(access::Call& call, const base::OrganisationId& organisation)
{
    return store::list_active(call.tx, organisation);
}

base::Result<Site> find_visible(access::Call& call, const base::SiteId& id)
{
    const auto visible = call.actor.visible<Site>(access::Permission::sites_view);
    auto site = visible ? store::find(call.tx, visible->organisation(), id) : std::nullopt;
    if (!site) return base::refused("not_found", {}, "There is no such site.");
    return *std::move(site);
}

} // namespace assetbuddy::sites
