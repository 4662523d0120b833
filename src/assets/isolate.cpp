#include "assets/isolate.h"

#include "assets/store.h"
#include "assets/tell_status.h"

namespace assetbuddy::assets {

void isolate(access::Call& call, const base::AssetId& id, const std::string& reason)
{
    const auto status = store::hold_status(call.tx, call.organisation(), id);
    if (status != Status::in_service && status != Status::restricted) return;
    store::update_held_status(call.tx, call.organisation(), id, Status::out_of_service);
    tell_status(call, id, *status, Status::out_of_service, reason);
}

void release(access::Call& call, const base::AssetId& id, const std::string& reason)
{
    // The row first: two isolating defects that close at one moment wait for each other here, and the second sees the
    // first one closed.
    const auto status = store::hold_status(call.tx, call.organisation(), id);
    if (status != Status::out_of_service || store::is_isolated(call.tx, call.organisation(), id)) return;
    store::update_held_status(call.tx, call.organisation(), id, Status::in_service);
    tell_status(call, id, *status, Status::in_service, reason);
}

} // namespace assetbuddy::assets
