#pragma once

#include <string>
#include <variant>

#include "access/call.h"
#include "access/kernel.h"
#include "access/sessions.h"
#include "accounts/account.h"
#include "accounts/prove_password.h"
#include "accounts/second_factor.h"
#include "base/email_address.h"
#include "base/result.h"
#include "invitations/accept.h"
#include "invitations/prove.h"

namespace assetbuddy::invitations {

/// How the invitee showed whose account it is.
struct FreshPassword {
    std::string hash; // for the account to be made
};
struct SignedIn {
    accounts::Account account;
    access::Factors factors = access::Factors::one; // of that session
};
using Identity = std::variant<FreshPassword, accounts::PasswordProof, SignedIn>;

/// The second step of accepting (R-INV-4 b), outside any transaction: the hash of a new account's password, or the
/// check of an existing one's, which may wait for the hashing pool. An invitation never sets the password of an account
/// that is there already (R-INV-11). Errors: weak_password (field `password`), wrong_credentials (also while throttled,
/// R-AUTH-9), and after a right password those of `accounts::with_second_factor`.
base::Result<Identity> identify(const access::Kernel& kernel, const access::Credential& credential,
                                const access::Origin& origin, const AcceptRequest& request, const Proven& proven,
                                accounts::SecondStep& step);

/// The stored address as one; it was parsed when the invitation was made.
base::EmailAddress address_of(const Invitation& invitation);

} // namespace assetbuddy::invitations
