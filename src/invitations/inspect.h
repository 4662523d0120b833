#pragma once

#include <optional>
#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// What the holder of a link may see before any code.
struct Inspection {
    Invitation invitation;
    State state = State::pending;
    bool is_held = false;
    /// Why this link cannot be used at this moment; nothing when it can.
    std::optional<base::Error> refusal = {};
    /// A link of /join: the code was shown before and is not asked again (INV-7).
    bool is_code_proven = false;
    /// The proven account of the address: accepting asks for its password (R-INV-11, R-INV-12).
    std::optional<base::AccountId> account = {};
};

/// Looks at the invitation behind a link and changes nothing (INV-6). Errors: not_found, replaced, rate_limited.
base::Result<Inspection> inspect(const access::Kernel& kernel, const access::Origin& origin, const std::string& token);

} // namespace assetbuddy::invitations
