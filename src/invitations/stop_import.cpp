#include "invitations/stop_import.h"

#include "invitations/end_import.h"
#include "invitations/store_imports.h"

namespace assetbuddy::invitations {

base::Done stop_import(access::Call& call, const ImportId& id)
{
    const auto visible = call.actor.visible<Import>(access::Permission::users_invite);
    // Held before it is read: a worker adds to its numbers batch by batch.
    const bool is_running = visible && store::hold_running(call.tx, *visible, id);
    const auto import = visible ? store::find_import(call.tx, *visible, id) : std::nullopt;
    if (!import) return base::refused("not_found", {}, "There is no such import.");
    if (!is_running) return base::refused("wrong_state", {}, "This import has ended already.");
    end_import(call, *import, ImportState::stopped, stopped_by_hand);
    return {};
}

} // namespace assetbuddy::invitations
