#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// What is to change; a member that is missing stays as it is, an empty one is cleared.
struct EditRequest {
    std::optional<std::string> name = {};
    std::optional<std::string> email = {};
    std::optional<std::string> role = {};
    std::optional<std::string> site_id = {};
    std::optional<std::string> job_title = {};
    std::optional<std::string> phone = {};
    std::optional<bool> is_external = {};
    std::optional<std::string> company_name = {};
    std::optional<std::string> company_address = {};
    std::optional<std::string> access_ends_on = {};
    std::optional<std::string> message = {};
    std::optional<std::int64_t> lifetime_days = {};
    std::optional<std::int64_t> expected_version = {};
};

/// Changes the fields of an open invitation (INV-12). Link and code stay as they are, except when it goes to another
/// address: then the old ones die, and a new mail leaves for it. Whoever gives it a role or reach that its inviter may
/// not hand out becomes responsible for it. Errors: not_found, forbidden (users:edit; another address: users:invite),
/// stale, wrong_state (closed), invalid (every field at once), role_above_own, already_user, already_invited,
/// rate_limited (another address).
base::Result<Invitation> edit(access::Call& call, const base::InvitationId& id, const EditRequest& request);

} // namespace assetbuddy::invitations
