#pragma once

#include <optional>
#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "accounts/known_devices.h"
#include "accounts/second_factor.h"
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
/// wrong_credentials (unknown, wrong, no password yet, throttled: R-AUTH-9), and only after a right password
/// second_factor_required (`step.half_way` then goes on with `finish_sign_in`), wrong_credentials (`step.field`: the
/// code), inactive (no active place, or not in that organisation). Throws crypto::HashingBusy.
base::Result<SignedIn> sign_in(const access::Kernel& kernel, const access::Credential& credential,
                               const access::Origin& origin, const SignInRequest& request, SecondStep& step);
/// The same with a password alone.
base::Result<SignedIn> sign_in(const access::Kernel& kernel, const access::Credential& credential,
                               const access::Origin& origin, const SignInRequest& request);

/// Goes on from `step.half_way` with the second factor. Errors: sign_in_required (it does not say from where, or the
/// password was changed since), rate_limited, second_factor_required, wrong_credentials (`step.field`), inactive.
base::Result<SignedIn> finish_sign_in(const access::Kernel& kernel, const access::Credential& credential,
                                      const access::Origin& origin, SecondStep& step);

/// With a passkey alone, on whose device the owner was checked (finger, face, PIN): that is two factors. Errors:
/// rate_limited, wrong_credentials (unknown, of an account not confirmed, does not fit, shown before), inactive.
base::Result<SignedIn> sign_in_with_passkey(const access::Kernel& kernel, const access::Credential& credential,
                                            const access::Origin& origin, const PasskeyShown& shown);

} // namespace assetbuddy::accounts
