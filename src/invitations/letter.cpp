#include "invitations/letter.h"

#include "invitations/messages.h"

namespace assetbuddy::invitations {

outbox::Letter letter_of(const Invitation& invitation, const Secrets& secrets, const base::UserId& sender)
{
    const InvitationData data{.token = secrets.token,
                              .code = secrets.code,
                              .name = invitation.name,
                              .organisation = invitation.organisation_name,
                              .inviter = invitation.invited_by_name,
                              .role = invitation.role,
                              .site = invitation.site_name,
                              .expires_at = invitation.expires_at,
                              .time_zone = invitation.time_zone};
    return {.kind = std::string{invitation_kind},
            .to = invitation.email_key,
            .to_name = invitation.name,
            .data = data.to_json(),
            .expires_at = invitation.expires_at,
            .organisation = invitation.organisation,
            .subject_id = invitation.id.text(),
            .generation = invitation.generation,
            .sender = sender};
}

} // namespace assetbuddy::invitations
