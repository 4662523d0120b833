#include "accounts/passkey_forms.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "accounts/edge.h"
#include "accounts/limits.h"
#include "platform/crypto/crypto.h"
#include "ui/looks.h"
#include "ui/parts.h"

namespace assetbuddy::accounts {
namespace {

namespace json = boost::json;
using ui::Html;
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

/// Preferred, not required: a plain security key does as a second step.
std::string options_of_new(const PasskeyHome& home, const PasskeyOwner& owner, const PasskeyChallenge& challenge,
                           const std::vector<Passkey>& known)
{
    json::array kinds;
    for (const int algorithm : platform::crypto::passkey_algorithms)
        kinds.push_back(json::object{{"type", "public-key"}, {"alg", algorithm}});
    const json::object user{
        {"id", platform::crypto::base64url(owner.account.text())}, {"name", owner.email}, {"displayName", owner.name}};
    return json::serialize(json::object{
        {"rp", json::object{{"id", home.host}, {"name", "AssetBuddy"}}},
        {"user", user},
        {"challenge", challenge.challenge},
        {"pubKeyCredParams", std::move(kinds)},
        {"timeout", waiting},
        {"excludeCredentials", described(known)},
        {"authenticatorSelection", json::object{{"residentKey", "preferred"}, {"userVerification", "preferred"}}},
        {"attestation", "none"}});
}

std::string options_of(const PasskeyHome& home, const PasskeyChallenge& challenge, const std::vector<Passkey>& allowed)
{
    const bool is_alone = challenge.purpose == Purpose::sign_in;
    return json::serialize(json::object{{"challenge", challenge.challenge},
                                        {"rpId", home.host},
                                        {"timeout", waiting},
                                        {"allowCredentials", described(allowed)},
                                        {"userVerification", is_alone ? "required" : "preferred"}});
}

/// The script unveils `inside` where passkeys can be used, and takes `otherwise` away.
Html box(std::string_view kind, const std::string& options, const Html& inside, const Html& otherwise)
{
    Html html = Html::of(R"(<div class="passkey" data-passkey="{}" data-options="{}">)", kind, options);
    if (!otherwise.view().empty()) html.add(R"(<div data-passkey-otherwise>{}</div>)", otherwise);
    html.add(R"(<div data-passkey-inside hidden>{}<p role="status" data-passkey-message></p></div></div>)", inside);
    return html;
}

} // namespace

std::optional<PasskeyHome> passkey_home_here(const access::Visit& visit)
{
    auto home = PasskeyHome::of(visit.kernel.policy);
    const auto host = visit.request.header("host").value_or("");
    if (!home || host.substr(0, host.rfind(':')) != home->host) return std::nullopt;
    return home;
}

Html new_passkey_form(access::Visit& visit, const ui::Url& action, const PasskeyOwner& owner,
                      const std::vector<Passkey>& known, const ui::Entered& entered, const ui::Errors& errors)
{
    const auto home = passkey_home_here(visit);
    if (!home) return {};
    const auto challenge = ask(visit, Purpose::add, owner.account.text());
    ui::Form form{visit, action, entered, errors};
    form.hidden("answer", "");
    form.text("name", "Name of the passkey",
              {.hint = "So that you know it again, such as: my phone, or the key on my ring.",
               .autocomplete = "off",
               .max_length = static_cast<long>(most_passkey_name)});
    const auto otherwise =
        Html::of("<p><strong>This browser cannot make a passkey here.</strong> Use an up-to-date browser with "
                 "JavaScript switched on; the address of this page must begin with https. An authenticator app works "
                 "in every browser.</p>");
    Html inside =
        ui::paragraph("Your device then asks for your finger, your face or its PIN. That stays on the device; we "
                      "only learn that it was you.");
    inside.add(form.done("Add a passkey"));
    return box("create", options_of_new(*home, owner, challenge, known), inside, otherwise);
}

Html sign_in_with_passkey_form(access::Visit& visit, const ui::Url& action, const ui::Entered& carried)
{
    const auto home = passkey_home_here(visit);
    if (!home) return {};
    const auto challenge = ask(visit, Purpose::sign_in, {});
    auto hidden = carried;
    hidden["answer"] = "";
    const auto button = ui::post_button(visit, action, "Sign in with a passkey", ui::Look::secondary, hidden);
    return box("get", options_of(*home, challenge, {}), button, {});
}

Html passkey_step(access::Visit& visit, const base::AccountId& account)
{
    const auto home = passkey_home_here(visit);
    if (!home) return {};
    const auto passkeys = access::look_as_nobody(
        visit.kernel, visit.origin, "passkeys for a second step",
        [&](access::Call& call) -> base::Result<std::vector<Passkey>> { return passkeys_of_account(call, account); });
    if (!passkeys || passkeys->empty()) return {};
    const auto challenge = ask(visit, Purpose::step, account.text());
    const auto button = Html::of(
        R"(<input type="hidden" name="answer" value=""><button type="button" class="{}">Use a passkey</button>)",
        ui::class_of(ui::Look::secondary));
    const auto otherwise =
        Html::of("<p>You have a passkey, which this browser cannot use here. Enter a code, or sign in "
                 "with the browser or device it was made on.</p>");
    return box("get", options_of(*home, challenge, *passkeys), button, otherwise);
}

bool has_passkey_answer(const platform::http::Form& form)
{
    return !form.value("answer").empty();
}

std::optional<PasskeyShown> passkey_shown(access::Visit& visit, const platform::http::Form& form)
{
    auto challenge = PasskeyChallenge::from_text(visit.sealed_cookie(challenge_cookie(visit)));
    auto answer = PasskeyAnswer::from_json(form.value("answer"));
    if (challenge) visit.set_sealed_cookie(challenge_cookie(visit), {}, {});
    if (!challenge || !answer) return std::nullopt;
    return PasskeyShown{*std::move(challenge), *std::move(answer)};
}

} // namespace assetbuddy::accounts
