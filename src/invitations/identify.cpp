#include "invitations/identify.h"

#include "accounts/password.h"

namespace assetbuddy::invitations {
namespace {

using base::Error;
using base::refused;

std::vector<std::string> context_words(const Invitation& invitation, const Corrections& corrections)
{
    return {invitation.organisation_name, std::string{address_of(invitation).local_part()}, invitation.name,
            corrections.name.value_or(""), std::string{access::in_words(invitation.role)}};
}

base::Result<Identity> with_new_password(const access::Kernel& kernel, const AcceptRequest& request,
                                         const Proven& proven)
{
    const auto words = context_words(proven.invitation, request.corrections);
    if (auto weak = accounts::check_new_password(kernel, request.password, words)) {
        const auto detail = weak->message;
        return refused(Error{"weak_password", "password", detail, {*std::move(weak)}});
    }
    return FreshPassword{kernel.hasher.hash(accounts::normalised_password(request.password))};
}

std::optional<SignedIn> signed_in_to(const access::Kernel& kernel, const access::Credential& credential,
                                     const access::Origin& origin, const accounts::Account& account)
{
    if (credential.kind != access::Credential::Kind::session) return std::nullopt;
    const auto mine = access::look(kernel, credential, origin, [&](access::Call& call) -> base::Result<SignedIn> {
        if (call.actor.facts().account != account.id) return refused("sign_in_required");
        return SignedIn{account, access::factors_of(call.actor)};
    });
    return mine ? std::optional{*mine} : std::nullopt;
}

base::Result<accounts::PasswordProof> prove_account(const access::Kernel& kernel, const access::Origin& origin,
                                                    const AcceptRequest& request, const Proven& proven,
                                                    const accounts::SecondStep& step)
{
    if (step.half_way && step.half_way->account == proven.account->id && request.password.empty())
        return accounts::resume(kernel, origin, *step.half_way);
    if (request.password.empty())
        return refused("wrong_credentials", "password", "You already have an account. Enter its password.");
    auto proof =
        accounts::prove_password(kernel, origin, address_of(proven.invitation), request.password, request.devices);
    if (proof) return proof;
    auto error = std::move(proof).error();
    error.field = "password";
    error.detail = "This is not the password of your account. Enter the one you sign in with.";
    return refused(std::move(error));
}

base::Result<Identity> with_account_password(const access::Kernel& kernel, const access::Origin& origin,
                                             const AcceptRequest& request, const Proven& proven,
                                             accounts::SecondStep& step)
{
    auto proof = prove_account(kernel, origin, request, proven, step);
    if (!proof) return refused(proof.error());
    auto whole = accounts::with_second_factor(kernel, origin, *std::move(proof), step);
    if (!whole) return refused(whole.error());
    return *std::move(whole);
}

} // namespace

base::EmailAddress address_of(const Invitation& invitation)
{
    return base::EmailAddress::parse(invitation.email_key).value();
}

base::Result<Identity> identify(const access::Kernel& kernel, const access::Credential& credential,
                                const access::Origin& origin, const AcceptRequest& request, const Proven& proven,
                                accounts::SecondStep& step)
{
    if (!proven.account) return with_new_password(kernel, request, proven);
    if (const auto signed_in = signed_in_to(kernel, credential, origin, *proven.account)) return *signed_in;
    return with_account_password(kernel, origin, request, proven, step);
}

} // namespace assetbuddy::invitations
