#pragma once

#include "base/id.h"
#include "invitations/invitation.h"
#include "invitations/messages.h"
#include "invitations/secrets.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {

/// The letter of the invitation's present generation, which its link and code are for.
outbox::Letter letter_of(const Invitation& invitation, const Secrets& secrets, const base::UserId& sender,
                         MailPurpose purpose = MailPurpose::offer);

/// One more mail of the present generation, with a link of its own that ends at `expires_at`, and no code.
struct FurtherLink {
    std::string token;
    MailPurpose purpose = MailPurpose::link_alone;
    base::Time expires_at;
};
outbox::Letter letter_of(const Invitation& invitation, const FurtherLink& link, const base::UserId& sender);

} // namespace assetbuddy::invitations
