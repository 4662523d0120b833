#include "invitations/revoke.h"

#include "invitations/end.h"
#include "invitations/find.h"
#include "invitations/store.h"

namespace assetbuddy::invitations {

using base::refused;

base::Result<Invitation> revoke(access::Call& call, const base::InvitationId& id,
                                std::optional<std::int64_t> expected_version)
{
    store::hold(call.tx, call.organisation(), id);
    const auto found = find_visible(call, id);
    if (!found) return found;
    if (!call.actor.may(access::Permission::users_invite))
        return refused("forbidden", {}, "Your role does not let you revoke invitations.");
    if (expected_version && *expected_version != found->version)
        return refused("stale", {}, "This invitation changed meanwhile.");
    if (!found->is_open() || !store::update_revoked(call.tx, *found, call.now))
        return refused("wrong_state", {},
                       found->stored_state == State::accepted
                           ? "This invitation was accepted. Deactivate the user instead."
                           : "This invitation is closed already.");
    note_ended(call, *found, "invitation.revoked", State::revoked);
    return *store::find(call.tx, call.organisation(), id);
}

} // namespace assetbuddy::invitations
