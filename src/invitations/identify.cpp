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

bool is_signed_in_to(const access::Kernel& kernel, const access::Credential& credential, const access::Origin& origin,
                     const accounts::Account& account)
{
    if (credential.kind != access::Credential::Kind::session) return false;
    const auto mine = access::look(kernel, credential, origin, [&](access::Call& call) -> base::Result<bool> {
        return call.actor.facts().account == account.id;
    });
    return mine.value_or(false);
}

base::Result<Identity> with_account_password(const access::Kernel& kernel, const access::Origin& origin,
                                             const AcceptRequest& request, const Proven& proven)
{
    if (request.password.empty())
        return refused("wrong_credentials", "password", "You already have an account. Enter its password.");
    auto proof =
        accounts::prove_password(kernel, origin, address_of(proven.invitation), request.password, request.devices);
    if (proof) return *std::move(proof);
    auto error = std::move(proof).error();
    error.field = "password";
    error.detail = "This is not the password of your account. Enter the one you sign in with.";
    return refused(std::move(error));
}

} // namespace

base::EmailAddress address_of(const Invitation& invitation)
{
    return base::EmailAddress::parse(invitation.email_key).value();
}

base::Result<Identity> identify(const access::Kernel& kernel, const access::Credential& credential,
                                const access::Origin& origin, const AcceptRequest& request, const Proven& proven)
{
    if (!proven.account) return with_new_password(kernel, request, proven);
    if (is_signed_in_to(kernel, credential, origin, *proven.account)) return SignedIn{*proven.account};
    return with_account_password(kernel, origin, request, proven);
}

} // namespace assetbuddy::invitations
