#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/call.h"
#include "access/kernel.h"
#include "access/sessions.h"
#include "accounts/account.h"
#include "accounts/known_devices.h"
#include "base/email_address.h"
#include "base/result.h"

namespace assetbuddy::accounts {

/// A password was right a moment ago. Good only when `use` says so in the transaction that acts on it.
struct PasswordProof {
    Account account;
    std::string bucket;
    /// The same password under the present cost, where the stored hash was weaker (R-AUTH-5).
    std::optional<std::string> stronger_hash;
    /// What was shown beside it (accounts/second_factor.h).
    access::Factors factors = access::Factors::one;
};

/// Checks the password of the confirmed account of an address: counts the try, hashes outside any transaction, and
/// answers unknown address, wrong password, no password yet and throttled alike (R-AUTH-7, R-AUTH-9). A failure is
/// written to the audit log of the account's last place. The caller asks and feeds `kernel.guesses`. Errors:
/// wrong_credentials. Throws crypto::HashingBusy.
base::Result<PasswordProof> prove_password(const access::Kernel& kernel, const access::Origin& origin,
                                           const base::EmailAddress& email, std::string_view password,
                                           const KnownDevices& devices = {});

/// The same for whoever is signed in; failures count in a bucket of their own. Errors: sign_in_required,
/// forbidden (an API token asks), wrong_credentials (field `field`).
base::Result<PasswordProof> prove_own_password(const access::Kernel& kernel, const access::Credential& credential,
                                               const access::Origin& origin, std::string_view password,
                                               std::string_view field);

/// The same for one account, confirmed or not, that its holder showed in another way as well (a mailed link); failures
/// count as those of `prove_own_password`. Errors: wrong_credentials (field `field`).
base::Result<PasswordProof> prove_password_of(const access::Kernel& kernel, const access::Origin& origin,
                                              const base::AccountId& account, std::string_view password,
                                              std::string_view field);

/// In the acting transaction: the failures are forgiven, a weaker hash is replaced.
/// Errors: wrong_credentials (the password was changed since).
base::Done use(access::Call& call, const PasswordProof& proof);

/// The one refusal for all of them.
base::Error wrong_credentials(std::string field = {});

} // namespace assetbuddy::accounts
