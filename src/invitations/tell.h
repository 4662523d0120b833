#pragma once

#include <string>

#include "access/call.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// Rings the inviter's bell; where the inviter may no longer invite, that of everybody who may (NOT-1). `kind` is one
/// of notifications' `invitation.…`, `title` a whole sentence.
void tell_inviter(access::Call& call, const Invitation& invitation, const std::string& kind, const std::string& title);

} // namespace assetbuddy::invitations
