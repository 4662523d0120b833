#include "accounts/passkeys.h"

#include <algorithm>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/url/parse.hpp>

#include "access/sessions.h"
#include "accounts/factors.h"
#include "accounts/find.h"
#include "accounts/limits.h"
#include "accounts/store.h"
#include "accounts/store_passkeys.h"
#include "base/text.h"
#include "platform/crypto/crypto.h"
#include "platform/json/json.h"

namespace assetbuddy::accounts {
namespace {

namespace crypto = platform::crypto;
using base::Done;
using base::refused;
using base::Result;
using Purpose = PasskeyChallenge::Purpose;

/// Once, whatever becomes of the answer.
bool take(access::Call& call, const PasskeyChallenge& challenge)
{
    const auto name = "passkey challenge " + crypto::sha256(challenge.challenge);
    return store::count_up(call.tx, name, base::Time{}, call.now + 2 * passkey_challenge_life) == 1;
}

crypto::PasskeyTerms terms_of(const PasskeyHome& home, const PasskeyChallenge& challenge)
{
    const auto owner = challenge.purpose == Purpose::sign_in ? crypto::PasskeyTerms::Owner::checked
                                                             : crypto::PasskeyTerms::Owner::present;
    return {home.host, home.origin, challenge.challenge, owner};
}

Result<std::string> checked_name(const std::string& typed)
{
    auto name = base::trimmed(base::to_nfc(typed));
    if (name.empty()) return base::invalid({{"name", "required", "Give the passkey a name, such as: my phone."}});
    if (base::has_invisible_characters(name))
        return base::invalid({{"name", "invalid", "Take out the invisible characters."}});
    if (base::count_code_points(name) > most_passkey_name)
        return base::invalid(
            {{"name", "too_long", "Use at most " + std::to_string(most_passkey_name) + " characters."}});
    return name;
}

/// The challenge is spent all the same.
std::unexpected<base::Error> cannot_be_added(std::string code, std::string why)
{
    return refused(base::Error{std::move(code), {}, std::move(why)}.kept());
}

std::unexpected<base::Error> does_not_fit()
{
    return cannot_be_added("wrong_state",
                           "The passkey could not be added. Try again; the page waits five minutes for it.");
}

std::unexpected<base::Error> no_such_passkey()
{
    return refused("not_found", {}, "There is no such passkey.");
}

void record_refusal(access::Call& call, const Account& account)
{
    const auto place = place_to_tell(call, account);
    if (!place) return;
    access::record(call, {.organisation = place->organisation,
                          .action = "session.passkey_refused",
                          .record_type = "user",
                          .record_id = place->user.text(),
                          .changes = {}});
}

/// A device that is asked for nobody's passkey in particular must say whose it brings (WebAuthn 7.2, step 6).
bool names_account(const PasskeyShown& shown, const Account& account)
{
    if (shown.challenge.purpose != Purpose::sign_in && shown.answer.user_handle.empty()) return true;
    return shown.answer.user_handle == account.id.text();
}

} // namespace

std::optional<PasskeyHome> PasskeyHome::of(const access::Policy& policy)
{
    const auto url = boost::urls::parse_uri(policy.base_url);
    if (!url || url->host_type() != boost::urls::host_type::name || url->host().empty()) return std::nullopt;
    const std::string host{url->host()};
    auto origin = std::string{url->scheme()} + "://" + host;
    const bool is_usual = url->port() == (url->scheme() == "https" ? "443" : "80");
    if (url->has_port() && !is_usual) origin += ":" + std::string{url->port()};
    return PasskeyHome{host, origin};
}

PasskeyChallenge PasskeyChallenge::make(const access::Kernel& kernel, Purpose purpose, const std::string& account)
{
    return {purpose, account, crypto::make_token(kernel.random)};
}

// Purpose, challenge, account; one blank between.
std::string PasskeyChallenge::to_text() const
{
    return std::to_string(static_cast<int>(purpose)) + " " + challenge + " " + account;
}

std::optional<PasskeyChallenge> PasskeyChallenge::from_text(std::string_view text)
{
    constexpr std::size_t token_size = 43;
    if (text.size() < token_size + 3 || text[0] < '0' || text[0] > '2') return std::nullopt;
    const auto challenge = text.substr(2, token_size);
    if (!crypto::is_token(challenge)) return std::nullopt;
    return PasskeyChallenge{static_cast<Purpose>(text[0] - '0'), std::string{text.substr(token_size + 3)},
                            std::string{challenge}};
}

std::optional<PasskeyAnswer> PasskeyAnswer::from_members(const Members& members)
{
    const auto& [id, client_data, authenticator_data, signature, user_handle] = members;
    const auto size =
        id.size() + client_data.size() + authenticator_data.size() + signature.size() + user_handle.size();
    if (size > longest_passkey_answer) return std::nullopt;
    const auto raw_id = crypto::from_base64url(id);
    const auto user = crypto::from_base64url(user_handle);
    const auto client = crypto::from_base64url(client_data);
    const auto data = crypto::from_base64url(authenticator_data);
    const auto signed_with = crypto::from_base64url(signature);
    if (!raw_id || raw_id->empty() || !user || !client || !data || !signed_with) return std::nullopt;
    return PasskeyAnswer{id, *user, {*client, *data, *signed_with}};
}

std::optional<PasskeyAnswer> PasskeyAnswer::from_json(std::string_view text)
{
    if (text.size() > longest_passkey_answer) return std::nullopt;
    boost::system::error_code wrong;
    const auto parsed = boost::json::parse(text, wrong);
    if (wrong || !parsed.is_object()) return std::nullopt;
    const auto& object = parsed.get_object();
    using platform::json::text_of;
    return from_members({.id = text_of(object, "id"),
                         .client_data = text_of(object, "client_data"),
                         .authenticator_data = text_of(object, "authenticator_data"),
                         .signature = text_of(object, "signature"),
                         .user_handle = text_of(object, "user_handle")});
}

Result<std::vector<Passkey>> passkeys_of(access::Call& call)
{
    if (auto person = access::require_session(call); !person) return refused(person.error());
    return passkeys_of_account(call, call.actor.facts().account);
}

std::vector<Passkey> passkeys_of_account(access::Call& call, const base::AccountId& account)
{
    return store::list_passkeys(call.tx, account);
}

Result<std::vector<std::string>> add_passkey(access::Call& call, const access::Credential& credential,
                                             const PasskeyShown& shown, const std::string& typed)
{
    if (auto fresh = access::require_fresh_password(call, credential); !fresh) return refused(fresh.error());
    const auto& account = call.actor.facts().account;
    const auto name = checked_name(typed);
    if (!name) return refused(name.error());
    const auto home = PasskeyHome::of(call.kernel.policy);
    const bool is_meant = shown.challenge.purpose == Purpose::add && shown.challenge.account == account.text();
    if (!home || !is_meant || !take(call, shown.challenge)) return does_not_fit();
    auto key = crypto::read_new_passkey(terms_of(*home, shown.challenge), shown.answer.bytes);
    if (!key || key->credential_id != shown.answer.credential_id) return does_not_fit();
    if (std::ssize(store::list_passkeys(call.tx, account)) >= most_passkeys)
        return cannot_be_added("too_many", "You have ten passkeys. Remove one that is not used any more.");
    const Passkey passkey{call.make_id<base::SessionId>().text(), *name, call.now, std::nullopt, *std::move(key)};
    if (!store::insert_passkey(call.tx, account, passkey))
        return cannot_be_added("wrong_state", "This passkey is known already.");
    return settle_added(call, {"account.passkey_added", "A passkey was added for signing in"});
}

Done rename_passkey(access::Call& call, const std::string& id, const std::string& typed)
{
    if (auto person = access::require_session(call); !person) return person;
    const auto name = checked_name(typed);
    if (!name) return refused(name.error());
    if (!base::is_uuid(id) || !store::update_passkey_name(call.tx, call.actor.facts().account, id, *name))
        return no_such_passkey();
    access::record(call, {.organisation = call.organisation(),
                          .action = "account.passkey_renamed",
                          .record_type = "user",
                          .record_id = call.actor.user().text(),
                          .changes = {}});
    return {};
}

Done remove_passkey(access::Call& call, const access::Credential& credential, const std::string& id)
{
    if (auto fresh = access::require_fresh_password(call, credential); !fresh) return fresh;
    if (!base::is_uuid(id) || !store::delete_passkey(call.tx, call.actor.facts().account, id)) return no_such_passkey();
    settle_removed(call, {"account.passkey_removed", "A passkey was removed from signing in"});
    return {};
}

bool use_passkey(access::Call& call, const Account& account, Purpose purpose, const PasskeyShown& shown)
{
    const auto& challenge = shown.challenge;
    const bool is_meant = challenge.purpose == purpose && purpose != Purpose::add &&
                          challenge.account == (purpose == Purpose::step ? account.id.text() : std::string{});
    const auto home = PasskeyHome::of(call.kernel.policy);
    if (!home || !is_meant || !take(call, challenge)) return false;
    const auto passkeys = store::list_passkeys(call.tx, account.id);
    const auto found = std::ranges::find_if(
        passkeys, [&](const Passkey& each) { return each.key.credential_id == shown.answer.credential_id; });
    if (found == passkeys.end()) return false;
    const auto counter = crypto::verify_passkey(terms_of(*home, challenge), found->key, shown.answer.bytes);
    const bool is_sound = counter && names_account(shown, account) &&
                          store::use_passkey(call.tx, account.id, found->id, *counter, call.now);
    if (!is_sound && purpose == Purpose::sign_in) record_refusal(call, account);
    return is_sound;
}

std::optional<base::AccountId> account_of_passkey(access::Call& call, const std::string& credential_id)
{
    return store::find_account_of_passkey(call.tx, credential_id);
}

} // namespace assetbuddy::accounts
