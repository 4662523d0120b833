#pragma once

#include <optional>
#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "accounts/account.h"
#include "base/result.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// An invitation whose link and code were both shown to be right (INV-6), free to be accepted at that moment.
struct Proven {
    Invitation invitation;
    /// The proven account of the invited address; an unconfirmed one never counts (R-INV-12).
    std::optional<accounts::Account> account;
};

/// A held invitation cannot be accepted, but it can be declined.
enum class Purpose { accept, decline };

/// The first step of accepting (R-INV-4 a): in one transaction finds the invitation, checks that it may be accepted,
/// and the code; a wrong one is counted and that is committed, the fifth locks. A right one is not counted and changes
/// nothing. For a link of /join the code was proven already and is not looked at (INV-7). Errors, in this order:
/// invalid (field `code`: empty or malformed, not counted), rate_limited, not_found, replaced, accepted, declined,
/// revoked, expired, locked, held, wrong_code (with `attempts_left`).
base::Result<Proven> prove(const access::Kernel& kernel, const access::Origin& origin, const std::string& token,
                           const std::string& typed_code, Purpose purpose = Purpose::accept);

/// What is wrong with a code as typed, before the invitation is looked at; nothing when it has the right form, or is
/// missing beside a link that needs none.
std::optional<base::FieldError> check_code(const access::Kernel& kernel, const access::Origin& origin,
                                           const std::string& token, const std::string& typed_code);

} // namespace assetbuddy::invitations
