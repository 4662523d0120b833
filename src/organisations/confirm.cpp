#include "organisations/confirm.h"

#include "access/sessions.h"
#include "accounts/find.h"
#include "accounts/guesses.h"
#include "accounts/prove_password.h"
#include "organisations/confirmation_mail.h"
#include "organisations/limits.h"
#include "organisations/store.h"
#include "users/find.h"

namespace assetbuddy::organisations {
namespace {

namespace crypto = platform::crypto;
using accounts::PasswordProof;
using base::Error;
using base::refused;
using base::Result;

base::EmailAddress address_of(const accounts::Account& account)
{
    return base::EmailAddress::parse(account.email_key).value();
}

std::string name_of(access::Call& call, const base::OrganisationId& organisation)
{
    const auto found = store::find(call.tx, organisation);
    return found ? found->settings.name : std::string{};
}

accounts::Account account_of(access::Call& call, const Confirmation& confirmation)
{
    auto account = accounts::find(call, confirmation.account);
    if (!account) throw platform::sql::DatabaseError("a confirmation belongs to no account");
    return *std::move(account);
}

// --- What a proven mailbox changes ---

void record_confirmed(access::Call& call, const Confirmation& confirmation, std::string action)
{
    const auto owner = users::find(call, confirmation.organisation, confirmation.user);
    access::record(call, {.organisation = confirmation.organisation,
                          .action = std::move(action),
                          .record_type = "user",
                          .record_id = confirmation.user.text(),
                          .changes = {},
                          .actor_user = confirmation.user,
                          .actor_name = owner ? owner->name : std::string{}});
}

std::string open_session(access::Call& call, const Confirmation& confirmation, const base::AccountId& account)
{
    auto token = access::open_session(call, account, confirmation.organisation, confirmation.user);
    if (!token && token.error().code == "second_factor_required") return {}; // they sign in with it
    if (!token) throw platform::sql::DatabaseError("an Owner who just proved their mailbox has no place");
    return *std::move(token);
}

/// The account proves itself; nobody else has proven the address meanwhile, or the database says so.
void confirm_account(access::Call& call, const Confirmation& confirmation)
{
    store::update_confirmed(call.tx, confirmation.account, call.now);
    if (!store::update_used(call.tx, confirmation, call.now))
        throw platform::sql::Retryable("a confirmation changed while it was used");
    record_confirmed(call, confirmation, "account.confirmed");
}

/// The place goes to the account that had proven the address first (contract.md, POST /organisations).
Result<std::string> move_to(access::Call& call, const Confirmation& confirmation, const PasswordProof& proof)
{
    if (auto used = accounts::use(call, proof); !used) return refused(used.error());
    store::move_place(call.tx, confirmation, proof.account.id);
    record_confirmed(call, confirmation, "account.joined");
    return open_session(call, confirmation, proof.account.id);
}

// --- By code ---

std::optional<base::FieldError> check_code(const std::string& typed)
{
    if (crypto::read_code(typed)) return std::nullopt;
    if (typed.find_first_not_of(" -") == std::string::npos)
        return base::FieldError{"code", "required", "Enter the code from the email."};
    return base::FieldError{"code", "malformed", "The code has eight letters and digits, such as AB12-CD34."};
}

std::unexpected<Error> count_wrong(access::Call& call, const Confirmation& confirmation)
{
    const auto attempts = confirmation.attempts + 1;
    store::update_attempts(call.tx, confirmation, attempts);
    const auto left = most_attempts - attempts;
    const auto words = left == 0 ? std::string{"This code is not right, and it was the last try. Ask for a new email."}
                                 : "This code is not right. Compare it with the one in the email; you have " +
                                       std::to_string(left) + (left == 1 ? " more try." : " more tries.");
    return refused(
        Error{"wrong_code", "code", words, {}, {}, base::OnRefusal::roll_back}.with("attempts_left", left).kept());
}

/// The caller's confirmation, held, and its code right; a wrong one is counted although the answer is a refusal.
Result<Confirmation> match_code(access::Call& call, const std::string& code)
{
    const auto confirmation = store::hold_newest_confirmation(call.tx, call.organisation(), call.actor.user());
    if (!confirmation) return refused("wrong_state", {}, "There is nothing to confirm here.");
    if (auto wrong = confirmation->refusal(call.now)) return refused(*std::move(wrong));
    if (!is_confirmation_code(call.kernel, confirmation->id, code, confirmation->code_hash))
        return count_wrong(call, *confirmation);
    return *confirmation;
}

/// A right code either is enough, or tells whose password is missing.
struct CodeMatched {
    Confirmed confirmed;
    std::optional<base::EmailAddress> existing = std::nullopt;
};

Result<CodeMatched> by_code_alone(access::Call& call, const std::string& code)
{
    const auto& facts = call.actor.facts();
    if (facts.email_confirmed) return CodeMatched{{facts.organisation_name, {}}};
    const auto confirmation = match_code(call, code);
    if (!confirmation) return refused(confirmation.error());
    const auto email = address_of(account_of(call, *confirmation));
    if (accounts::find_confirmed(call, email)) return CodeMatched{{}, email};
    confirm_account(call, *confirmation);
    return CodeMatched{{facts.organisation_name, {}}};
}

Result<Confirmed> by_code_and_proof(access::Call& call, const std::string& code, const PasswordProof& proof)
{
    const auto name = call.actor.facts().organisation_name;
    const auto confirmation = match_code(call, code);
    if (!confirmation) return refused(confirmation.error());
    auto token = move_to(call, *confirmation, proof);
    if (!token) return refused(token.error());
    return Confirmed{name, *std::move(token)};
}

Error password_missing()
{
    return {"wrong_credentials",
            "password",
            "The code is right. This address already has an AssetBuddy account: enter that account's password too.",
            {},
            {},
            base::OnRefusal::roll_back};
}

Result<PasswordProof> prove_existing(const access::Kernel& kernel, const access::Origin& origin,
                                     const base::EmailAddress& email, const std::string& password)
{
    auto proof = accounts::prove_password(kernel, origin, email, password);
    if (proof) return proof;
    accounts::note_if_wrong(kernel, origin, proof.error());
    return refused(accounts::wrong_credentials("password"));
}

// --- By link ---

Result<Confirmation> find_open(access::Call& call, const std::string& token)
{
    const auto confirmation = store::find_confirmation(call.tx, crypto::sha256(token));
    if (!confirmation) return refused("not_found", {}, "This link leads nowhere. Open the link in the newest email.");
    if (auto wrong = confirmation->refusal(call.now)) return refused(*std::move(wrong));
    return *confirmation;
}

struct Linked {
    LinkedSignUp shown;
    Confirmation confirmation;
    base::EmailAddress email;
};

Result<Linked> inspect(const access::Kernel& kernel, const access::Origin& origin, const std::string& token)
{
    if (auto may = accounts::may_guess(kernel, origin); !may) return refused(may.error());
    auto linked =
        access::look_as_nobody(kernel, origin, "sign-up by its link", [&](access::Call& call) -> Result<Linked> {
            const auto confirmation = find_open(call, token);
            if (!confirmation) return refused(confirmation.error());
            const auto account = account_of(call, *confirmation);
            const auto email = address_of(account);
            const bool has_account = accounts::find_confirmed(call, email).has_value();
            return Linked{
                {name_of(call, confirmation->organisation), account.email, has_account}, *confirmation, email};
        });
    if (!linked) accounts::note_if_wrong(kernel, origin, linked.error());
    return linked;
}

Result<PasswordProof> prove_linked(const access::Kernel& kernel, const access::Origin& origin, const Linked& linked,
                                   const std::string& password)
{
    if (linked.shown.has_account) return prove_existing(kernel, origin, linked.email, password);
    auto proof = accounts::prove_password_of(kernel, origin, linked.confirmation.account, password, "password");
    if (!proof) accounts::note_if_wrong(kernel, origin, proof.error());
    return proof;
}

Result<Confirmed> settle(access::Call& call, const access::Credential& previous, const std::string& token,
                         const PasswordProof& proof)
{
    const auto confirmation = find_open(call, token);
    if (!confirmation) return refused(confirmation.error());
    const auto name = name_of(call, confirmation->organisation);
    if (const auto actor = access::find_actor(call.tx, call.kernel, previous))
        access::end_session(call, actor->facts().session);
    call.tx.enter(confirmation->organisation);
    if (proof.account.id != confirmation->account) {
        auto session = move_to(call, *confirmation, proof);
        if (!session) return refused(session.error());
        return Confirmed{name, *std::move(session)};
    }
    if (auto used = accounts::use(call, proof); !used) return refused(used.error());
    if (accounts::find_confirmed(call, address_of(proof.account)))
        return refused(Error{"wrong_credentials",
                             "password",
                             "This address got an account meanwhile. Enter that account's password.",
                             {},
                             {},
                             base::OnRefusal::roll_back});
    confirm_account(call, *confirmation);
    return Confirmed{name, open_session(call, *confirmation, confirmation->account)};
}

} // namespace

Result<Confirmed> confirm_by_code(const access::Kernel& kernel, const access::Credential& credential,
                                  const access::Origin& origin, const ConfirmByCode& request)
{
    if (auto wrong = check_code(request.code)) return base::invalid({*std::move(wrong)});
    if (auto may = accounts::may_guess(kernel, origin); !may) return refused(may.error());
    const auto code = crypto::read_code(request.code).value();
    auto matched =
        access::change(kernel, credential, origin, [&](access::Call& call) { return by_code_alone(call, code); });
    if (!matched) {
        accounts::note_if_wrong(kernel, origin, matched.error());
        return refused(matched.error());
    }
    if (!matched->existing) return std::move(matched->confirmed);
    if (request.password.empty()) return refused(password_missing());
    const auto proof = prove_existing(kernel, origin, *matched->existing, request.password);
    if (!proof) return refused(proof.error());
    return access::change(kernel, credential, origin,
                          [&](access::Call& call) { return by_code_and_proof(call, code, *proof); });
}

Result<LinkedSignUp> inspect_confirmation(const access::Kernel& kernel, const access::Origin& origin,
                                          const std::string& token)
{
    auto linked = inspect(kernel, origin, token);
    if (!linked) return refused(linked.error());
    return std::move(linked->shown);
}

Result<Confirmed> confirm_by_link(const access::Kernel& kernel, const access::Credential& credential,
                                  const access::Origin& origin, const ConfirmByLink& request)
{
    if (request.password.empty()) return base::invalid({{"password", "required", "Enter the password."}});
    const auto linked = inspect(kernel, origin, request.token);
    if (!linked) return refused(linked.error());
    const auto proof = prove_linked(kernel, origin, *linked, request.password);
    if (!proof) return refused(proof.error());
    return access::change_as_nobody(kernel, origin, "sign-up by its link", [&](access::Call& call) {
        return settle(call, credential, request.token, *proof);
    });
}

base::Done resend_confirmation(access::Call& call)
{
    const auto& facts = call.actor.facts();
    if (facts.email_confirmed) return refused("wrong_state", {}, "Your email address is confirmed already.");
    const auto sent = store::count_confirmations_since(call.tx, call.organisation(), call.actor.user(),
                                                       call.now - std::chrono::days{1});
    const auto wait = [](base::Duration left, std::string words) {
        return refused(Error{"rate_limited", {}, std::move(words), {}, {}, base::OnRefusal::roll_back}.with(
            "retry_after", std::chrono::ceil<std::chrono::seconds>(left).count()));
    };
    if (call.now < sent.latest + resend_pause)
        return wait(sent.latest + resend_pause - call.now,
                    "An email left a moment ago. Give it a minute to arrive, and look in the junk folder.");
    if (sent.count >= most_confirmations_a_day)
        return wait(std::chrono::hours{24},
                    "Five emails went out today. Look in the junk folder, or try again tomorrow.");
    const auto owner = users::find(call, call.organisation(), call.actor.user());
    const auto email = base::EmailAddress::parse(facts.email);
    if (!owner || !email) throw platform::sql::DatabaseError("a signed-in user has no row");
    mail_confirmation(call, *owner, *email, facts.organisation_name);
    return {};
}

} // namespace assetbuddy::organisations
