#pragma once

#include <string>
#include <string_view>

#include "access/call.h"
#include "access/kernel.h"
#include "base/result.h"

namespace assetbuddy::accounts {

/// R-SESS-8: the password given again renews the ten minutes in which big steps are allowed.
/// Errors: sign_in_required, invalid, rate_limited, wrong_credentials (field `password`).
base::Done confirm_password(const access::Kernel& kernel, const access::Credential& credential,
                            const access::Origin& origin, std::string_view password);

struct ChangePassword {
    std::string current;
    std::string fresh;
};
struct PasswordChanged {
    base::AccountId account;
    std::string session_token; // for the session cookie
};
/// Changes the caller's own password: every session of the account ends, the caller's goes on under a new id, known
/// devices are forgotten, and a mail tells the address (R-AUTH-11, R-SESS-2, USR-10). Errors: sign_in_required, invalid
/// (`current` missing), rate_limited, wrong_credentials (`current`), weak_password (`new`).
base::Result<PasswordChanged> change_password(const access::Kernel& kernel, const access::Credential& credential,
                                              const access::Origin& origin, const ChangePassword& request);

} // namespace assetbuddy::accounts
