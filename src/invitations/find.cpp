#include "invitations/find.h"

#include "access/contact.h"
#include "invitations/shown.h"
#include "invitations/store.h"

namespace assetbuddy::invitations {

base::Result<Invitation> find_visible(access::Call& call, const base::InvitationId& id)
{
    const auto visible = call.actor.visible<Invitation>(access::Permission::users_view);
    auto invitation = visible ? store::find(call.tx, visible->organisation(), id) : std::nullopt;
    if (!invitation) return base::refused("not_found", {}, "There is no such invitation.");
    return shown_to(call.actor, *std::move(invitation));
}

base::Result<Invitation> find_open_to(access::Call& call, const base::EmailAddress& email)
{
    const auto visible = call.actor.visible<Invitation>(access::Permission::users_view);
    auto invitation = visible ? store::find_open(call.tx, visible->organisation(), email.key()) : std::nullopt;
    // Who may not see the address is not told whose it is either.
    if (invitation && invitation->is_external && !access::may_reach_outsiders(call.actor)) invitation.reset();
    if (!invitation) return base::refused("not_found", {}, "There is no open invitation to this address.");
    return *std::move(invitation);
}

std::optional<Invitation> find_accepted_by(access::Call& call, const base::UserId& user)
{
    const auto visible = call.actor.visible<Invitation>(access::Permission::users_view);
    if (!visible) return std::nullopt;
    auto invitation = store::find_accepted_by(call.tx, visible->organisation(), user);
    if (invitation) invitation = shown_to(call.actor, *std::move(invitation));
    return invitation;
}

} // namespace assetbuddy::invitations
