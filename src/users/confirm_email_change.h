#pragma once

#include <string>
#include <string_view>

#include "access/call.h"
#include "access/kernel.h"
#include "accounts/known_devices.h"
#include "accounts/second_factor.h"
#include "base/result.h"
#include "users/email_change.h"
#include "users/user.h"

namespace assetbuddy::users {

/// What the page behind the mail's link may show to who holds it.
struct LinkedEmailChange {
    std::string organisation_name;
    std::string email;
    bool has_account = false; // of that address, whose password is then asked
    /// The caller is signed in to the account the place hangs on, and the address has none: it may become theirs.
    bool may_take_account_along = false;
    /// Whoever has the account asked for it: it becomes the account's (USR-9).
    bool is_for_account = false;
    /// The caller is signed in to the account of that address: the code is enough.
    bool is_signed_in = false;
    /// Whose password, and second factor, is asked for, unless a new account is made.
    base::AccountId account = {};
};
/// Changes nothing (INV-6). Errors: not_found, used, replaced, expired, locked.
base::Result<LinkedEmailChange> inspect_email_change(const access::Kernel& kernel, const access::Credential& credential,
                                                     const access::Origin& origin, const std::string& token);

struct ConfirmEmailChange {
    std::string token = {};
    std::string code = {};
    /// A new one, or the existing account's; for `of_the_account` the present one. Not needed when signed in to the
    /// account of the address.
    std::string password = {};
    NewAddress becomes = NewAddress::of_the_place;
    accounts::KnownDevices devices = {};
};
struct EmailChanged {
    User user;
    std::string organisation_name;
    std::string session_token; // for the session cookie
};
/// Proves the new mailbox by link and code, and its account by a password (USR-2). A wrong code is counted, the fifth
/// closes the link. Errors, in this order: invalid (`code`), rate_limited, not_found, used, replaced, expired, locked,
/// wrong_code (with `attempts_left`), inactive, already_user, weak_password, wrong_credentials (`password`,
/// `step.field`), second_factor_required (fills `step.half_way`), wrong_state (the address cannot become the
/// account's).
base::Result<EmailChanged> confirm_email_change(const access::Kernel& kernel, const access::Credential& credential,
                                                const access::Origin& origin, const ConfirmEmailChange& request,
                                                accounts::SecondStep& step);

/// What codes are hashed for.
inline constexpr std::string_view email_code_purpose = "email-change-code";
std::string email_change_code_hash(const access::Kernel& kernel, const std::string& change, std::string_view code);

} // namespace assetbuddy::users
