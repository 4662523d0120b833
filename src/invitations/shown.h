#pragma once

#include "access/actor.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// An invitation as the asker may see it: without address, phone and what the mail server said about the address, where
/// the person is from outside and the asker may not see how to reach them (access/contact.h).
Invitation shown_to(const access::Actor& asker, Invitation invitation);

} // namespace assetbuddy::invitations
