#include "accounts/passkey_options.h"

#include <boost/json/array.hpp>

#include "accounts/edge.h"
#include "accounts/limits.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::accounts {
namespace {

namespace json = boost::json;
using Purpose = PasskeyChallenge::Purpose;

constexpr auto waiting = std::chrono::milliseconds{passkey_challenge_life}.count();

std::string challenge_cookie(const access::Visit& visit)
{
    return cookie_name(visit.secure(), "passkey");
}

PasskeyChallenge ask(access::Visit& visit, Purpose purpose, const std::string& account)
{
    auto challenge = PasskeyChallenge::make(visit.kernel, purpose, account);
    visit.set_sealed_cookie(challenge_cookie(visit), challenge.to_text(), passkey_challenge_life);
    return challenge;
}

json::array described(const std::vector<Passkey>& passkeys)
{
    json::array list;
    for (const auto& each : passkeys)
        list.push_back(json::object{{"type", "public-key"}, {"id", each.key.credential_id}});
    return list;
}

json::object options_of(const PasskeyHome& home, const PasskeyChallenge& challenge, const std::vector<Passkey>& allowed)
{
    const bool is_alone = challenge.purpose == Purpose::sign_in;
    return {{"challenge", challenge.challenge},
            {"rpId", home.host},
            {"timeout", waiting},
            {"allowCredentials", described(allowed)},
            {"userVerification", is_alone ? "required" : "preferred"}};
}

} // namespace

std::optional<PasskeyHome> passkey_home_here(const access::Visit& visit)
{
    auto home = PasskeyHome::of(visit.kernel.policy);
    const auto host = visit.request.header("host").value_or("");
    if (!home || host.substr(0, host.rfind(':')) != home->host) return std::nullopt;
    return home;
}

/// Preferred, not required: a plain security key does as a second step.
json::object options_of_new_passkey(access::Visit& visit, const PasskeyHome& home, const PasskeyOwner& owner,
                                    const std::vector<Passkey>& known)
{
    const auto challenge = ask(visit, Purpose::add, owner.account.text());
    json::array kinds;
    for (const int algorithm : platform::crypto::passkey_algorithms)
        kinds.push_back(json::object{{"type", "public-key"}, {"alg", algorithm}});
    const json::object user{
        {"id", platform::crypto::base64url(owner.account.text())}, {"name", owner.email}, {"displayName", owner.name}};
    return {{"rp", json::object{{"id", home.host}, {"name", "AssetBuddy"}}},
            {"user", user},
            {"challenge", challenge.challenge},
            {"pubKeyCredParams", std::move(kinds)},
            {"timeout", waiting},
            {"excludeCredentials", described(known)},
            {"authenticatorSelection", json::object{{"residentKey", "preferred"}, {"userVerification", "preferred"}}},
            {"attestation", "none"}};
}

json::object options_of_step(access::Visit& visit, const PasskeyHome& home, const base::AccountId& account,
                             const std::vector<Passkey>& allowed)
{
    return options_of(home, ask(visit, Purpose::step, account.text()), allowed);
}

json::object options_of_passkey_sign_in(access::Visit& visit, const PasskeyHome& home)
{
    return options_of(home, ask(visit, Purpose::sign_in, {}), {});
}

std::vector<Passkey> passkeys_for_step(const access::Visit& visit, const base::AccountId& account)
{
    const auto passkeys = access::look_as_nobody(
        visit.kernel, visit.origin, "passkeys for a second step",
        [&](access::Call& call) -> base::Result<std::vector<Passkey>> { return passkeys_of_account(call, account); });
    return passkeys.value_or(std::vector<Passkey>{});
}

std::optional<PasskeyShown> shown_for(access::Visit& visit, std::optional<PasskeyAnswer> answer)
{
    auto challenge = PasskeyChallenge::from_text(visit.sealed_cookie(challenge_cookie(visit)));
    if (challenge) visit.set_sealed_cookie(challenge_cookie(visit), {}, {});
    if (!challenge || !answer) return std::nullopt;
    return PasskeyShown{*std::move(challenge), *std::move(answer)};
}

} // namespace assetbuddy::accounts
