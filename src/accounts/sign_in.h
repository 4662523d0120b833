#pragma once

#include <optional>
#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "accounts/known_devices.h"
#include "base/id.h"
#include "base/result.h"

namespace assetbuddy::accounts {

struct SignInRequest {
    std::string email;
    std::string password;
    std::optional<base::OrganisationId> organisation = {}; // none: the place last used
    KnownDevices devices = {};
};

struct SignedIn {
    base::AccountId account;
    base::OrganisationId organisation;
    base::UserId user;
    /// For the session cookie; shown to nobody else.
    std::string session_token;
};

/// Opens a session for an email address and its password. The session of `credential`, if any, ends (R-SESS-2).
/// Errors: invalid (`email`, `password` missing or no address), rate_limited (guesses of this network address),
/// wrong_credentials (unknown, wrong, no password yet, throttled: R-AUTH-9), and only after a right password inactive
/// (no active place, or not in that organisation). Throws crypto::HashingBusy.
base::Result<SignedIn> sign_in(const access::Kernel& kernel, const access::Credential& credential,
                               const access::Origin& origin, const SignInRequest& request);

} // namespace assetbuddy::accounts
