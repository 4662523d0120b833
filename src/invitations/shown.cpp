#include "invitations/shown.h"

#include "access/contact.h"

namespace assetbuddy::invitations {

Invitation shown_to(const access::Actor& asker, Invitation invitation)
{
    if (!invitation.is_external || access::may_reach_outsiders(asker)) return invitation;
    invitation.email.clear();
    invitation.email_key.clear();
    invitation.phone.clear();
    invitation.delivery_detail.clear();
    invitation.is_contact_hidden = true;
    return invitation;
}

} // namespace assetbuddy::invitations
