#include "accounts/sign_in.h"

#include <algorithm>

#include "access/places.h"
#include "access/sessions.h"
#include "accounts/find.h"
#include "accounts/guesses.h"
#include "accounts/prove_password.h"
#include "base/email_address.h"

namespace assetbuddy::accounts {
namespace {

using access::Place;
using base::refused;
using base::Result;

Result<base::EmailAddress> check_members(const SignInRequest& request)
{
    std::vector<base::FieldError> errors;
    const auto email = base::EmailAddress::parse(request.email);
    if (request.email.empty())
        errors.push_back({"email", "required", "Enter your email address."});
    else if (!email)
        errors.push_back({"email", "malformed", "Enter a whole email address, such as name@example.org."});
    if (request.password.empty()) errors.push_back({"password", "required", "Enter your password."});
    if (!errors.empty()) return base::invalid(std::move(errors));
    return *email;
}

/// The place asked for, else the one last used, else the first that is open.
std::optional<Place> choose(const std::vector<Place>& places, const std::optional<base::OrganisationId>& wanted,
                            const base::UserId& last)
{
    const auto first = [&](auto fits) -> std::optional<Place> {
        const auto found = std::ranges::find_if(places, fits);
        return found == places.end() ? std::nullopt : std::optional{*found};
    };
    if (wanted) return first([&](const Place& place) { return place.organisation == *wanted; });
    if (auto place = first([&](const Place& each) { return each.is_active && each.user == last; })) return place;
    if (auto place = first([](const Place& each) { return each.is_active; })) return place;
    return first([](const Place&) { return true; });
}

access::Entry entry(const Place& place, std::string action)
{
    return {.organisation = place.organisation,
            .action = std::move(action),
            .record_type = "user",
            .record_id = place.user.text(),
            .changes = {},
            .actor_user = place.user,
            .actor_name = place.name};
}

/// What was right stays forgiven although nothing is opened.
Result<SignedIn> refuse_inactive(access::Call& call, const std::optional<Place>& place)
{
    if (place) access::record(call, entry(*place, "session.refused"));
    const auto detail = place ? "Your place in " + place->organisation_name +
                                    " is not active. Ask the person who looks after its users."
                              : std::string{"This account has no place in an organisation. Ask to be invited."};
    return refused(base::Error{"inactive", {}, detail, {}, {}, base::OnRefusal::keep});
}

Result<SignedIn> open(access::Call& call, const access::Credential& previous,
                      const std::optional<base::OrganisationId>& wanted, const Account& account,
                      access::Factors factors)
{
    if (const auto actor = access::find_actor(call.tx, call.kernel, previous))
        access::end_session(call, actor->facts().session);
    const auto place = choose(access::places_of(call, account.id), wanted, account.last_user);
    if (!place || !place->is_active) return refuse_inactive(call, place);
    call.tx.enter(place->organisation);
    auto token = access::open_session(call, account.id, place->organisation, place->user, factors);
    if (!token) return refused(std::move(token.error()).kept());
    access::record(call, entry(*place, "session.opened"));
    return SignedIn{account.id, place->organisation, place->user, *std::move(token)};
}

/// What comes after a right password.
Result<SignedIn> go_on(const access::Kernel& kernel, const access::Credential& credential, const access::Origin& origin,
                       PasswordProof proven, const std::optional<base::OrganisationId>& wanted, SecondStep& step)
{
    const auto proof = with_second_factor(kernel, origin, std::move(proven), step);
    if (!proof) {
        if (step.half_way) step.half_way->organisation = wanted;
        note_if_wrong(kernel, origin, proof.error());
        return refused(proof.error());
    }
    return access::change_as_nobody(kernel, origin, "sign-in", [&](access::Call& call) -> Result<SignedIn> {
        if (auto used = use(call, *proof); !used) return refused(used.error());
        return open(call, credential, wanted, proof->account, proof->factors);
    });
}

/// Purpose, challenge, signature, counter and a confirmed account: all of them, or nobody.
Result<Account> prove_passkey(access::Call& call, const PasskeyShown& shown)
{
    const auto wrong = [] {
        return refused(base::Error{"wrong_credentials",
                                   {},
                                   "This passkey does not open an account here. It may have been removed. Sign in with "
                                   "your email address and password."}
                           .kept());
    };
    const auto id = account_of_passkey(call, shown.answer.credential_id);
    if (!id) return wrong();
    auto account = find(call, *id);
    const bool is_right =
        account && account->confirmed_at && use_passkey(call, *account, PasskeyChallenge::Purpose::sign_in, shown);
    if (!is_right) return wrong();
    return *std::move(account);
}

} // namespace

Result<SignedIn> sign_in(const access::Kernel& kernel, const access::Credential& credential,
                         const access::Origin& origin, const SignInRequest& request, SecondStep& step)
{
    const auto email = check_members(request);
    if (!email) return refused(email.error());
    if (auto may = may_guess(kernel, origin); !may) return refused(may.error());
    auto proof = prove_password(kernel, origin, *email, request.password, request.devices);
    if (!proof) {
        note_if_wrong(kernel, origin, proof.error());
        return refused(proof.error());
    }
    return go_on(kernel, credential, origin, *std::move(proof), request.organisation, step);
}

Result<SignedIn> sign_in(const access::Kernel& kernel, const access::Credential& credential,
                         const access::Origin& origin, const SignInRequest& request)
{
    SecondStep none;
    return sign_in(kernel, credential, origin, request, none);
}

Result<SignedIn> sign_in_with_passkey(const access::Kernel& kernel, const access::Credential& credential,
                                      const access::Origin& origin, const PasskeyShown& shown)
{
    if (auto may = may_guess(kernel, origin); !may) return refused(may.error());
    auto session =
        access::change_as_nobody(kernel, origin, "sign-in with a passkey", [&](access::Call& call) -> Result<SignedIn> {
            const auto account = prove_passkey(call, shown);
            if (!account) return refused(account.error());
            return open(call, credential, std::nullopt, *account, access::Factors::two);
        });
    if (!session) note_if_wrong(kernel, origin, session.error());
    return session;
}

Result<SignedIn> finish_sign_in(const access::Kernel& kernel, const access::Credential& credential,
                                const access::Origin& origin, SecondStep& step)
{
    if (auto may = may_guess(kernel, origin); !may) return refused(may.error());
    const auto anew = [] { return refused("sign_in_required", {}, "Enter your email address and password again."); };
    if (!step.half_way) return anew();
    const auto half_way = *step.half_way;
    auto proof = resume(kernel, origin, half_way);
    if (!proof) return anew();
    return go_on(kernel, credential, origin, *std::move(proof), half_way.organisation, step);
}

} // namespace assetbuddy::accounts
