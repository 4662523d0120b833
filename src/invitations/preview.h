#pragma once

#include <optional>
#include <string>

#include "access/call.h"
#include "base/result.h"
#include "users/outlook.h"

namespace assetbuddy::invitations {

struct PreviewRequest {
    std::string role;
    std::string site_id = {};
    std::optional<bool> is_external = {};
};

/// What an invited person would see and do (INV-20). Errors: forbidden (users:invite), email_unconfirmed, invalid
/// (role, site_id, is_external), role_above_own: a preview shows no role that could not be offered.
base::Result<users::Outlook> preview(access::Call& call, const PreviewRequest& request);

/// The same for who edits an invitation, whose site may be deactivated. Errors: forbidden (users:edit), invalid,
/// role_above_own.
base::Result<users::Outlook> preview_for_edit(access::Call& call, const PreviewRequest& request);

} // namespace assetbuddy::invitations
