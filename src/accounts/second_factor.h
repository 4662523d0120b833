#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/call.h"
#include "access/kernel.h"
#include "accounts/passkeys.h"
#include "accounts/prove_password.h"
#include "base/id.h"
#include "base/result.h"

namespace assetbuddy::accounts {

/// A password was right, the second factor is still to come. Travels sealed in a cookie for ten minutes; it opens
/// nothing without the second factor, and nothing at all once the password changed.
struct HalfWay {
    base::AccountId account;
    std::optional<base::Time> password_set_at;
    std::string bucket; // of the failures that the finished sign-in forgives
    std::optional<base::OrganisationId> organisation = {};

    [[nodiscard]] std::string to_text() const;
    /// Nothing for anything `to_text` did not make.
    static std::optional<HalfWay> from_text(std::string_view text);
};

/// What there is of the second step when somebody comes in.
struct SecondStep {
    /// Of the app, or a recovery code; empty: not given.
    std::string code = {};
    /// In place of a code.
    std::optional<PasskeyShown> passkey = {};
    /// In: stands for a password that was right before. Out, with second_factor_required: what to keep until the code
    /// comes.
    std::optional<HalfWay> half_way = {};
    /// What the caller calls the code, for refusals.
    std::string field = "second_factor";
};

/// The proof a half-way sign-in stands for. Errors: wrong_credentials (the password was changed since).
base::Result<PasswordProof> resume(const access::Kernel& kernel, const access::Origin& origin, const HalfWay& half_way);

/// Where the account has a second factor, asks for it before the proof counts for two: the app's present code, or a
/// recovery code, each good once (RFC 6238 5.2), or a passkey. Where it has none, the proof stays as it is. Tries are
/// counted like those of passwords, in a bucket of their own (R-AUTH-7). Errors: second_factor_required (none given;
/// fills `step.half_way`), wrong_credentials (`step.field`; also while throttled).
base::Result<PasswordProof> with_second_factor(const access::Kernel& kernel, const access::Origin& origin,
                                               PasswordProof proof, SecondStep& step);

/// An app's secret as it rests, and back. `open_secret` throws std::runtime_error for a box of another key.
/// What the secrets of authenticator apps are sealed for; the account's id is the context.
inline constexpr std::string_view secret_purpose = "authenticator secret";
std::string sealed_secret(const access::Kernel& kernel, const base::AccountId& account, std::string_view secret);
std::string open_secret(const access::Kernel& kernel, const base::AccountId& account, std::string_view box);
/// A typed code without blanks and dashes.
std::string digits_of(std::string_view typed);

} // namespace assetbuddy::accounts
