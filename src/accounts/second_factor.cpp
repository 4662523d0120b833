#include "accounts/second_factor.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "accounts/find.h"
#include "accounts/limits.h"
#include "accounts/recovery_codes.h"
#include "accounts/store.h"
#include "accounts/store_factors.h"
#include "accounts/throttle.h"
#include "platform/crypto/totp.h"

namespace assetbuddy::accounts {
namespace {

namespace crypto = platform::crypto;
using base::refused;
using base::Result;

std::optional<std::int64_t> read_number(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (wrong != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

base::Error wrong_factor(std::string field)
{
    return {"wrong_credentials", std::move(field),
            "This code is not right, or it was used already. Wait for the next one of your app, or use a recovery "
            "code. After several wrong tries, wait a little before the next one."};
}

base::Error wrong_passkey()
{
    return {"wrong_credentials", {}, "This passkey was not taken. Try it again, or enter a code."};
}

void record_failure(access::Call& call, const Account& account, const Attempt& attempt)
{
    const auto place = place_to_tell(call, account);
    if (!place || !attempt.may_check) return;
    access::record(call,
                   {.organisation = place->organisation,
                    .action = attempt.failures < most_failures ? "session.second_factor_refused" : "session.locked",
                    .record_type = "user",
                    .record_id = place->user.text(),
                    .changes = {{"failures", std::to_string(attempt.failures - 1), std::to_string(attempt.failures)}}});
}

/// Right and never taken before: one guarded UPDATE decides, so that of two at the same time one is refused.
bool take(access::Call& call, const Account& account, const SecondStep& step)
{
    if (step.passkey) return use_passkey(call, account, PasskeyChallenge::Purpose::step, *step.passkey);
    if (step.code.size() > longest_second_factor) return false;
    const std::string_view typed{step.code};
    const auto app = store::find_authenticator(call.tx, account.id);
    if (app && app->confirmed_at) {
        const auto secret = open_secret(call.kernel, account.id, app->secret_box);
        if (const auto taken = crypto::find_totp_step(secret, digits_of(typed), call.now))
            return store::use_step(call.tx, account.id, *taken);
    }
    return use_recovery_code(call, account.id, typed);
}

/// Whether two factors were shown.
Result<access::Factors> check(access::Call& call, const PasswordProof& proof, const SecondStep& step)
{
    const auto& account = proof.account;
    if (!store::has_factor(call.tx, account.id)) return access::Factors::one; // removed a moment ago
    // The hash is raised here too (R-AUTH-5): the password is not seen again.
    if (proof.stronger_hash) store::update_hash(call.tx, account.id, *account.password_hash, *proof.stronger_hash);
    if (digits_of(step.code).empty() && !step.passkey)
        return refused(base::Error{"second_factor_required", step.field,
                                   "Enter the code of your authenticator app, or one of your recovery codes."}
                           .kept());
    const auto attempt = begin_attempt(call, bucket_of_second_factor(call.kernel, account.id));
    if (!attempt.may_check || !take(call, account, step)) {
        record_failure(call, account, attempt);
        return refused((step.passkey ? wrong_passkey() : wrong_factor(step.field)).kept());
    }
    forgive(call, attempt.bucket);
    return access::Factors::two;
}

} // namespace

// Four fields, one blank between: account, bucket, moment or "-", organisation or "-".
std::string HalfWay::to_text() const
{
    return account.text() + " " + bucket + " " +
           (password_set_at ? std::to_string(base::to_microseconds(*password_set_at)) : "-") + " " +
           (organisation ? organisation->text() : "-");
}

std::optional<HalfWay> HalfWay::from_text(std::string_view text)
{
    std::array<std::string_view, 4> fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto end = i + 1 < fields.size() ? text.find(' ') : text.size();
        if (end == std::string_view::npos) return std::nullopt;
        fields[i] = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    const auto account = base::AccountId::parse(fields[0]);
    const auto at = read_number(fields[2]);
    if (!account || (!at && fields[2] != "-")) return std::nullopt;
    const auto organisation =
        fields[3] == "-" ? std::nullopt : std::optional{base::OrganisationId{std::string{fields[3]}}};
    return HalfWay{*account, at ? std::optional{base::from_microseconds(*at)} : std::nullopt, std::string{fields[1]},
                   organisation};
}

Result<PasswordProof> resume(const access::Kernel& kernel, const access::Origin& origin, const HalfWay& half_way)
{
    return access::look_as_nobody(
        kernel, origin, "second step of a sign-in", [&](access::Call& call) -> Result<PasswordProof> {
            auto account = find(call, half_way.account);
            if (!account || account->password_set_at != half_way.password_set_at) return refused(wrong_credentials());
            return PasswordProof{*std::move(account), half_way.bucket, std::nullopt, access::Factors::one};
        });
}

Result<PasswordProof> with_second_factor(const access::Kernel& kernel, const access::Origin& origin,
                                         PasswordProof proof, SecondStep& step)
{
    // Most people have none, and their sign-in waits for no writer here.
    const bool is_needed = access::look_as_nobody(kernel, origin, "second factor", [&](access::Call& call) {
        return store::has_factor(call.tx, proof.account.id);
    });
    if (!is_needed) return proof;
    const auto factors = access::change_as_nobody(kernel, origin, "second factor",
                                                  [&](access::Call& call) { return check(call, proof, step); });
    if (!factors) {
        if (factors.error().code == "second_factor_required")
            step.half_way = HalfWay{proof.account.id, proof.account.password_set_at, proof.bucket, std::nullopt};
        return refused(factors.error());
    }
    proof.factors = *factors;
    return proof;
}

std::string sealed_secret(const access::Kernel& kernel, const base::AccountId& account, std::string_view secret)
{
    return kernel.key.seal(secret_purpose, account.text(), secret, kernel.random);
}

std::string open_secret(const access::Kernel& kernel, const base::AccountId& account, std::string_view box)
{
    auto secret = kernel.key.open(secret_purpose, account.text(), box);
    if (!secret) throw std::runtime_error("an authenticator's secret was sealed with another key");
    return *std::move(secret);
}

std::string digits_of(std::string_view typed)
{
    std::string digits;
    for (const char each : typed)
        if (each != ' ' && each != '-') digits += each;
    return digits;
}

} // namespace assetbuddy::accounts
