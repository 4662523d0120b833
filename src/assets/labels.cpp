#include "assets/labels.h"

#include "assets/find.h"

namespace assetbuddy::assets {

platform::labels::Label label_of(const Asset& asset, const std::string& base_url)
{
    return {.address = base_url + "/assets/" + asset.id.text(), .code = asset.code, .name = asset.name};
}

base::Result<AssetPage> list_for_labels(access::Call& call, const ListRequest& request)
{
    if (auto sees = require_register(call); !sees) return base::refused(sees.error());
    return list(call, request);
}

base::Result<std::vector<Asset>> all_for_labels(access::Call& call, const ListRequest& request)
{
    if (auto sees = require_register(call); !sees) return base::refused(sees.error());
    auto all = request;
    all.cursor.clear();
    all.with_total = false;
    auto page = list_step(call, all, most_labels);
    if (!page) return base::refused(page.error());
    if (!page->next_cursor.empty() || page->is_cut)
        return base::refused("too_many", {},
                             "More equipment matches than is printed at once. Narrow it down by site, category or "
                             "status, or tick those you need.");
    return std::move(page->assets);
}

base::Result<std::vector<Asset>> chosen_for_labels(access::Call& call, const ListRequest& request,
                                                   const std::set<std::string>& chosen)
{
    auto page = list_for_labels(call, request);
    if (!page) return base::refused(page.error());
    std::erase_if(page->assets, [&](const Asset& asset) { return !chosen.contains(asset.id.text()); });
    return std::move(page->assets);
}

} // namespace assetbuddy::assets
