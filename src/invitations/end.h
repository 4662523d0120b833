#pragma once

#include <string>

#include "access/call.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// What follows when an open invitation has ended for good: its waiting mail does not leave, the audit log says so, and
/// the rooms above learn that the id it reserved will have no user (INV-24).
void note_ended(access::Call& call, const Invitation& before, const std::string& action, State now);

} // namespace assetbuddy::invitations
