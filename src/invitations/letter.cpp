#include "invitations/letter.h"

namespace assetbuddy::invitations {

namespace {

InvitationData data_of(const Invitation& invitation, MailPurpose purpose)
{
    return {.name = invitation.name,
            .organisation = invitation.organisation_name,
            .inviter = invitation.invited_by_name,
            .role = invitation.role,
            .site = invitation.site_name,
            .expires_at = invitation.expires_at,
            .time_zone = invitation.time_zone,
            .purpose = purpose,
            .message = purpose == MailPurpose::join ? std::string{} : invitation.message};
}

outbox::Letter letter_with(const Invitation& invitation, const InvitationData& data, const base::UserId& sender)
{
    return {.kind = std::string{invitation_kind},
            .to = invitation.email_key,
            .to_name = invitation.name,
            .data = data.to_json(),
            .expires_at = data.expires_at,
            .organisation = invitation.organisation,
            .subject_id = invitation.id.text(),
            .generation = invitation.generation,
            .sender = sender};
}

} // namespace

outbox::Letter letter_of(const Invitation& invitation, const Secrets& secrets, const base::UserId& sender,
                         MailPurpose purpose)
{
    auto data = data_of(invitation, purpose);
    data.token = secrets.token;
    data.code = secrets.code;
    return letter_with(invitation, data, sender);
}

outbox::Letter letter_of(const Invitation& invitation, const FurtherLink& link, const base::UserId& sender)
{
    auto data = data_of(invitation, link.purpose);
    data.token = link.token;
    data.expires_at = link.expires_at;
    auto letter = letter_with(invitation, data, sender);
    letter.place = outbox::Letter::Place::further;
    return letter;
}

} // namespace assetbuddy::invitations
