#pragma once

#include <chrono>
#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "base/result.h"

namespace assetbuddy::accounts {

/// USR-10, R-AUTH-10: mails a link for a new password to the confirmed account of the address, if there is one; who
/// asks cannot tell. A newer link voids the older. Errors: invalid (`email` missing or no address).
base::Done forgot_password(const access::Kernel& kernel, const access::Origin& origin, const std::string& email);

/// A token for `BASE_URL/reset/TOKEN` that sets the account's password once; older ones are void.
std::string issue_reset(access::Call& call, const base::AccountId& account, std::chrono::hours life);

/// Whether a link still opens anything, for the page that asks for the new password.
/// Errors: rate_limited, not_found, used, replaced, expired.
base::Done inspect_reset(const access::Kernel& kernel, const access::Origin& origin, const std::string& token);

struct ResetPassword {
    std::string token;
    std::string password;
};
/// Sets a new password with a mailed token, once. Every session of the account ends; nobody is signed in by it (section
/// 0). Errors: those of `inspect_reset`, weak_password (field `password`).
base::Done reset_password(const access::Kernel& kernel, const access::Origin& origin, const ResetPassword& request);

} // namespace assetbuddy::accounts
