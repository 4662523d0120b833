#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

struct NewCode {
    Invitation invitation;
    std::string code; // eight symbols; to be shown once and kept nowhere
};

/// INV-12: a new invite code to be told by phone, where the organisation allows it. The old code is void at once; a
/// mail with a link alone leaves for the invitee, whose earlier links go on working with the new code. Errors:
/// not_found, forbidden (users:invite, or the organisation does not allow it), email_unconfirmed, stale, wrong_state
/// (not pending, or on hold), role_above_own, rate_limited (3 an hour, and INV-22).
base::Result<NewCode> make_new_code(access::Call& call, const base::InvitationId& id,
                                    std::optional<std::int64_t> expected_version = {});

/// Whether the caller's organisation allows it.
bool may_tell_codes(access::Call& call);

} // namespace assetbuddy::invitations
