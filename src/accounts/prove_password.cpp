#include "accounts/prove_password.h"

#include "access/sessions.h"
#include "accounts/find.h"
#include "accounts/password.h"
#include "accounts/store.h"
#include "accounts/throttle.h"

namespace assetbuddy::accounts {
namespace {

using base::Done;
using base::refused;
using base::Result;

/// A counted try and whom it is about, if anybody.
struct Started {
    std::optional<Account> account;
    Attempt attempt;
};

Result<Started> start(access::Call& call, const base::EmailAddress& email, const KnownDevices& devices)
{
    auto account = find_confirmed(call, email);
    const auto device = account ? devices.find(*account) : std::nullopt;
    const auto bucket =
        device ? bucket_of_device(call.kernel, account->id, *device) : bucket_of_address(call.kernel, email.key());
    return Started{std::move(account), begin_attempt(call, bucket)};
}

/// Tries made while waiting were not counted and are not written down: a stranger must not be able to fill the log.
void record_failure(access::Call& call, const Account& account, const Attempt& attempt)
{
    const auto place = place_to_tell(call, account);
    if (!place || !attempt.may_check) return;
    access::record(call,
                   {.organisation = place->organisation,
                    .action = attempt.failures < most_failures ? "session.refused" : "session.locked",
                    .record_type = "user",
                    .record_id = place->user.text(),
                    .changes = {{"failures", std::to_string(attempt.failures - 1), std::to_string(attempt.failures)}}});
}

/// Every failure writes, known address or not, so that the wait for the disk tells nothing (R-AUTH-9).
void note_failure(const access::Kernel& kernel, const access::Origin& origin, const Started& started)
{
    const auto done = access::change_as_nobody(kernel, origin, "failed sign-in", [&](access::Call& call) -> Done {
        store::update_last_failure(call.tx, started.attempt.bucket, call.now);
        if (started.account) record_failure(call, *started.account, started.attempt);
        return {};
    });
    if (!done) throw std::logic_error("noting a failure cannot be refused");
}

Result<PasswordProof> finish(const access::Kernel& kernel, const access::Origin& origin, Started started,
                             std::string_view password, std::string field)
{
    const auto normal = normalised_password(password);
    const bool may_match = started.account && started.attempt.may_check;
    const auto check = kernel.hasher.check(normal, may_match ? started.account->password_hash : std::nullopt);
    if (!may_match || !check.matches) {
        note_failure(kernel, origin, started);
        return refused(wrong_credentials(std::move(field)));
    }
    PasswordProof proof{*std::move(started.account), started.attempt.bucket, std::nullopt, access::Factors::one};
    if (check.outdated) proof.stronger_hash = kernel.hasher.hash(normal);
    return proof;
}

} // namespace

base::Error wrong_credentials(std::string field)
{
    const bool is_own = !field.empty();
    return {"wrong_credentials",
            std::move(field),
            is_own
                ? "This is not your password. Check it and try again."
                : "The email address or the password is not right. After several wrong tries, wait a little before the "
                  "next one.",
            {},
            {},
            base::OnRefusal::roll_back};
}

Result<PasswordProof> prove_password(const access::Kernel& kernel, const access::Origin& origin,
                                     const base::EmailAddress& email, std::string_view password,
                                     const KnownDevices& devices)
{
    auto started = access::change_as_nobody(kernel, origin, "sign-in by address",
                                            [&](access::Call& call) { return start(call, email, devices); });
    if (!started) return refused(started.error());
    return finish(kernel, origin, *std::move(started), password, {});
}

Result<PasswordProof> prove_own_password(const access::Kernel& kernel, const access::Credential& credential,
                                         const access::Origin& origin, std::string_view password,
                                         std::string_view field)
{
    auto started = access::change(kernel, credential, origin, [&](access::Call& call) -> Result<Started> {
        if (auto person = access::require_session(call); !person) return refused(person.error());
        const auto& id = call.actor.facts().account;
        return Started{find(call, id), begin_attempt(call, bucket_of_session(kernel, id))};
    });
    if (!started) return refused(started.error());
    return finish(kernel, origin, *std::move(started), password, std::string{field});
}

Result<PasswordProof> prove_password_of(const access::Kernel& kernel, const access::Origin& origin,
                                        const base::AccountId& account, std::string_view password,
                                        std::string_view field)
{
    auto started =
        access::change_as_nobody(kernel, origin, "password of an account", [&](access::Call& call) -> Result<Started> {
            return Started{find(call, account), begin_attempt(call, bucket_of_session(kernel, account))};
        });
    if (!started) return refused(started.error());
    return finish(kernel, origin, *std::move(started), password, std::string{field});
}

Done use(access::Call& call, const PasswordProof& proof)
{
    const auto present = find(call, proof.account.id);
    if (!present || !present->password_hash || present->password_set_at != proof.account.password_set_at)
        return refused(wrong_credentials());
    forgive(call, proof.bucket);
    if (proof.stronger_hash)
        store::update_hash(call.tx, present->id, *proof.account.password_hash, *proof.stronger_hash);
    return {};
}

} // namespace assetbuddy::accounts
