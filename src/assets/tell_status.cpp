#include "assets/tell_status.h"

#include "assets/store.h"

namespace assetbuddy::assets {

void tell_status(access::Call& call, const base::AssetId& id, Status before, Status after, const std::string& reason)
{
    const std::string was{to_text(before)};
    const std::string is{to_text(after)};
    store::insert_event(call.tx, call.organisation(), id,
                        {.id = call.make_id<base::AssetId>().text(),
                         .actor = call.actor.user(),
                         .what = "status",
                         .before = was,
                         .after = is,
                         .reason = reason},
                        call.now);
    access::record(call, {.organisation = call.organisation(),
                          .action = "asset.status_changed",
                          .record_type = "asset",
                          .record_id = id.text(),
                          .changes = {{"status", was, is}, {"reason", std::nullopt, reason}}});
}

} // namespace assetbuddy::assets
