#include "organisations/sign_up.h"

#include "access/sessions.h"
#include "accounts/add.h"
#include "accounts/password.h"
#include "organisations/confirmation_mail.h"
#include "organisations/found.h"
#include "organisations/organisation.h"
#include "organisations/store.h"

namespace assetbuddy::organisations {
namespace {

using base::FieldError;
using base::refused;
using base::Result;

/// What was typed, checked; no account yet.
struct Draft {
    std::string organisation;
    std::string name;
    std::optional<base::EmailAddress> email;
};

enum class Who { stranger, signed_in };

std::unexpected<base::Error> refuse(std::vector<FieldError> errors)
{
    const bool only_weak = errors.size() == 1 && errors.front().code == "weak_password";
    if (!only_weak) return base::invalid(std::move(errors));
    auto detail = errors.front().message;
    return refused(
        base::Error{"weak_password", "password", std::move(detail), std::move(errors), {}, base::OnRefusal::roll_back});
}

void check_email(std::vector<FieldError>& errors, const std::string& typed, Draft& draft)
{
    draft.email = base::EmailAddress::parse(typed);
    if (typed.empty())
        errors.push_back({"email", "required", "Enter your email address; we send a code there."});
    else if (!draft.email)
        errors.push_back({"email", "malformed", "Enter a whole email address, such as name@example.org."});
}

void check_password(const access::Kernel& kernel, std::vector<FieldError>& errors, const SignUpRequest& request,
                    const Draft& draft)
{
    const std::vector<std::string> words{request.organisation, request.name,
                                         draft.email ? std::string{draft.email->local_part()} : std::string{},
                                         std::string{access::in_words(access::Role::owner)}};
    if (auto weak = accounts::check_new_password(kernel, request.password, words)) errors.push_back(*std::move(weak));
}

Result<Draft> check(const access::Kernel& kernel, const SignUpRequest& request, Who who)
{
    std::vector<FieldError> errors;
    Draft draft;
    draft.organisation = checked_name(errors, "organisation", "The name of the organisation", request.organisation);
    draft.name = checked_name(errors, "name", "Your name", request.name);
    if (who == Who::stranger) {
        check_email(errors, request.email, draft);
        check_password(kernel, errors, request, draft);
    }
    if (!errors.empty()) return refuse(std::move(errors));
    return draft;
}

Result<SignedUp> open(access::Call& call, const users::User& owner, const std::string& organisation,
                      access::Factors factors)
{
    auto token = access::open_session(call, owner.account, owner.organisation, owner.id, factors);
    if (!token) return refused(token.error());
    return SignedUp{owner, organisation, *std::move(token)};
}

void end_session_of(access::Call& call, const access::Credential& credential)
{
    const auto actor = access::find_actor(call.tx, call.kernel, credential);
    if (actor) access::end_session(call, actor->facts().session);
}

Result<SignedUp> as_stranger(access::Call& call, const access::Credential& previous, const Draft& draft,
                             const std::string& hash)
{
    const auto account = accounts::add(call, *draft.email, hash, std::nullopt);
    end_session_of(call, previous);
    const auto owner = found(call, {draft.organisation, draft.name, *draft.email, account}, Door::checked);
    if (!owner) return refused(owner.error());
    mail_confirmation(call, *owner, *draft.email, draft.organisation);
    return open(call, *owner, draft.organisation, access::Factors::one);
}

Result<SignedUp> as_signed_in(access::Call& call, const Draft& draft)
{
    if (auto person = access::require_session(call); !person) return refused(person.error());
    const auto& facts = call.actor.facts();
    if (!facts.email_confirmed)
        return refused("email_unconfirmed", {}, "Confirm your email address first; then you can add an organisation.");
    const auto email = base::EmailAddress::parse(facts.email);
    if (!email) throw platform::sql::DatabaseError("a user's email is not an address");
    access::end_session(call, facts.session);
    const auto owner = found(call, {draft.organisation, draft.name, *email, facts.account}, Door::checked);
    if (!owner) return refused(owner.error());
    return open(call, *owner, draft.organisation, access::factors_of(call.actor));
}

/// Whether the one who is signed in founds with their own account: nothing typed says otherwise.
bool is_for_own_account(const access::Kernel& kernel, const access::Credential& credential,
                        const access::Origin& origin, const SignUpRequest& request)
{
    if (credential.kind == access::Credential::Kind::none) return false;
    const auto own = access::look(kernel, credential, origin,
                                  [](access::Call& call) -> Result<std::string> { return call.actor.facts().email; });
    if (!own) return false;
    if (request.email.empty()) return true;
    const auto typed = base::EmailAddress::parse(request.email);
    const auto mine = base::EmailAddress::parse(*own);
    return request.password.empty() && typed && mine && *typed == *mine;
}

/// Nobody chooses a password for a door that is closed.
base::Done check_door(const access::Kernel& kernel, const access::Origin& origin)
{
    const bool is_open = access::look_as_nobody(kernel, origin, "whether sign-up is open",
                                                [](access::Call& call) { return is_sign_up_open(call); });
    if (is_open) return {};
    return refused("forbidden", {},
                   "Signing up is closed on this server. To join an organisation, ask its people for an invitation.");
}

} // namespace

bool is_sign_up_open(access::Call& call)
{
    switch (call.kernel.policy.sign_up) {
    case access::SignUp::open:
        return true;
    case access::SignUp::closed:
        return false;
    case access::SignUp::first:
        break;
    }
    return !store::has_any_organisation(call.tx);
}

Result<SignedUp> sign_up(const access::Kernel& kernel, const access::Credential& credential,
                         const access::Origin& origin, const SignUpRequest& request)
{
    if (auto door = check_door(kernel, origin); !door) return refused(door.error());
    const bool own = is_for_own_account(kernel, credential, origin, request);
    const auto draft = check(kernel, request, own ? Who::signed_in : Who::stranger);
    if (!draft) return refused(draft.error());
    if (own)
        return access::change(kernel, credential, origin,
                              [&](access::Call& call) { return as_signed_in(call, *draft); });
    const auto hash = kernel.hasher.hash(accounts::normalised_password(request.password));
    return access::change_as_nobody(kernel, origin, "sign-up",
                                    [&](access::Call& call) { return as_stranger(call, credential, *draft, hash); });
}

} // namespace assetbuddy::organisations
