#include "invitations/tell.h"

#include "notifications/notify.h"

namespace assetbuddy::invitations {

void tell_inviter(access::Call& call, const Invitation& invitation, const std::string& kind, const std::string& title)
{
    const notifications::Notice notice{.kind = kind,
                                       .organisation = invitation.organisation,
                                       .to = invitation.invited_by,
                                       .title = title,
                                       .path = "/users/invitations/" + invitation.id.text(),
                                       .subject_id = invitation.id.text(),
                                       .about_email_key = invitation.email_key};
    if (invitation.obstacle() == Hold::inviter)
        notifications::notify_permission(call, invitation.organisation, access::Permission::users_invite, notice);
    else
        notifications::notify(call, notice);
}

} // namespace assetbuddy::invitations
