#include "invitations/asker.h"

namespace assetbuddy::invitations {

base::Done may_invite(access::Call& call)
{
    if (!call.actor.may(access::Permission::users_invite))
        return base::refused("forbidden", {}, "Your role does not let you invite people.");
    if (!call.actor.facts().email_confirmed)
        return base::refused("email_unconfirmed", {},
                             "Confirm your own email address first: enter the code from the mail we sent you.");
    return {};
}

base::Done may_offer(access::Call& call, const access::GrantSet& offered)
{
    if (call.actor.may_hand_out(offered)) return {};
    return base::refused("role_above_own", "role",
                         "This role may do things that yours may not, so you cannot give it.");
}

} // namespace assetbuddy::invitations
