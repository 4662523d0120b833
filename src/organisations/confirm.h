#pragma once

#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "base/id.h"
#include "base/result.h"

namespace assetbuddy::organisations {

struct Confirmed {
    std::string organisation_name;
    /// A new session for the cookie, where the old one cannot go on; else empty.
    std::string session_token;
};

struct ConfirmByCode {
    std::string code;
    /// Of the account the address had already; only asked for after a right code.
    std::string password;
};
/// Proves the mailbox by the mailed code, in the session that signed up (INV-1). Wrong codes are counted, five close
/// it. Where the address has a confirmed account, that account's password is asked too and the Owner's place moves to
/// it. Already proven: nothing to do. Errors: sign_in_required, invalid (`code`), rate_limited, wrong_code (with
/// `attempts_left`), locked, expired, wrong_credentials (`password`).
base::Result<Confirmed> confirm_by_code(const access::Kernel& kernel, const access::Credential& credential,
                                        const access::Origin& origin, const ConfirmByCode& request);

/// What the page behind the mail's link may show to who holds it.
struct LinkedSignUp {
    std::string organisation_name;
    std::string email;
    bool has_account = false; // whose password will be asked
};
/// Changes nothing (INV-6). Errors: rate_limited, not_found, used, replaced, expired, locked.
base::Result<LinkedSignUp> inspect_confirmation(const access::Kernel& kernel, const access::Origin& origin,
                                                const std::string& token);

struct ConfirmByLink {
    std::string token;
    std::string password;
};
/// Proves the mailbox by the mail's link together with the password chosen at sign-up, or that of the account the
/// address had already; signs in there. The session of `credential` ends. Errors: invalid (`password`), those of
/// `inspect_confirmation`, wrong_credentials (`password`).
base::Result<Confirmed> confirm_by_link(const access::Kernel& kernel, const access::Credential& credential,
                                        const access::Origin& origin, const ConfirmByLink& request);

/// Mails a new code and link to a caller whose mailbox is not proven; older ones are void.
/// Errors: sign_in_required, wrong_state (proven already), rate_limited (60 s apart, five a day).
base::Done resend_confirmation(access::Call& call);

} // namespace assetbuddy::organisations
