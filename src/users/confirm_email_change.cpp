#include "users/confirm_email_change.h"

#include <variant>

#include "access/sessions.h"
#include "accounts/add.h"
#include "accounts/change_address.h"
#include "accounts/find.h"
#include "accounts/guesses.h"
#include "accounts/password.h"
#include "accounts/prove_password.h"
#include "platform/crypto/crypto.h"
#include "users/find.h"
#include "users/place.h"
#include "users/searchable.h"
#include "users/store.h"
#include "users/store_email_change.h"

namespace assetbuddy::users {
namespace {

namespace crypto = platform::crypto;
using accounts::Account;
using accounts::PasswordProof;
using base::Error;
using base::refused;
using base::Result;

/// The account of the address came or changed its password between the steps: take them again.
constexpr auto account_changed = "account_changed";
constexpr int most_rounds = 3;

base::EmailAddress address_of(const EmailChange& change)
{
    return base::EmailAddress::parse(change.email).value_or(base::EmailAddress::parse(change.email_key).value());
}

/// A link that leads somewhere, what it is about, and whose account the address has.
struct Found {
    EmailChange change;
    User user;
    std::string organisation_name;
    std::optional<Account> account;
};

Result<Found> find_open(access::Call& call, const std::string& token)
{
    auto change = store::find_email_change(call.tx, crypto::sha256(token));
    if (!change) return refused("not_found", {}, "This link leads nowhere. Open the link in the newest email.");
    if (auto wrong = change->refusal(call.now)) return refused(*std::move(wrong));
    auto account = accounts::find_confirmed(call, address_of(*change));
    call.tx.enter(change->organisation);
    auto user = users::find(call, change->organisation, change->user);
    if (!user) return refused("not_found", {}, "This link leads nowhere any more.");
    auto name = store::find_organisation_name(call.tx, change->organisation);
    return Found{*std::move(change), *std::move(user), std::move(name), std::move(account)};
}

base::Done check_place(access::Call& call, const Found& found)
{
    if (!found.user.is_active)
        return refused("inactive", {},
                       "Your place at " + found.organisation_name +
                           " is not active. Ask the person who looks after its users, then open the link again.");
    const auto other = find_by_email(call, found.change.organisation, address_of(found.change));
    if (other && other->id != found.user.id)
        return refused("already_user", {},
                       "This address got another place at " + found.organisation_name +
                           " meanwhile. Ask the person who looks after its users.");
    if (found.change.becomes == NewAddress::of_the_account && found.account)
        return refused("already_user", {},
                       "This address has an AssetBuddy account of its own, so yours cannot take it. Sign in with the "
                       "account it has, or choose another address on your profile page.");
    return {};
}

// --- Step 1: link and code ---

std::optional<base::FieldError> check_code(const std::string& typed)
{
    if (crypto::read_code(typed)) return std::nullopt;
    if (typed.find_first_not_of(" -") == std::string::npos)
        return base::FieldError{"code", "required", "Enter the code from the email."};
    return base::FieldError{"code", "malformed", "The code has eight letters and digits, such as AB12-CD34."};
}

std::unexpected<Error> count_wrong(access::Call& call, const EmailChange& change)
{
    const auto attempts = change.attempts + 1;
    store::update_attempts(call.tx, change, attempts);
    const auto left = most_code_attempts - attempts;
    const auto words = left == 0 ? std::string{"This code is not right, and it was the last try. Ask the person who "
                                               "changes addresses in your organisation to enter the address again."}
                                 : "This code is not right. Compare it with the one in the email; you have " +
                                       std::to_string(left) + (left == 1 ? " more try." : " more tries.");
    return refused(Error{.code = "wrong_code", .field = "code", .detail = words}.with("attempts_left", left).kept());
}

std::string hashed_text(const std::string& change, std::string_view code)
{
    return change + ":" + std::string{code};
}

Result<Found> prove_mailbox(access::Call& call, const ConfirmEmailChange& request)
{
    const auto found = find_open(call, request.token);
    if (!found) return found;
    const auto held = store::hold_email_change(call.tx, found->change.organisation, found->change.id);
    if (!held) return refused("not_found", {}, "This link leads nowhere any more.");
    if (auto wrong = held->refusal(call.now)) return refused(*std::move(wrong));
    const auto code = crypto::read_code(request.code).value();
    if (!call.kernel.key.is_keyed_hash(held->code_hash, email_code_purpose, hashed_text(held->id, code)))
        return count_wrong(call, *held);
    if (auto fits = check_place(call, *found); !fits) return refused(fits.error());
    return found;
}

// --- Step 2: whose account, outside any transaction ---

struct FreshPassword {
    std::string hash; // for the account to be made
};
struct SignedIn {
    base::AccountId account;
    access::Factors factors = access::Factors::one;
};
/// The password of the account that takes the address along.
struct OwnProof {
    PasswordProof proof;
    access::Factors factors = access::Factors::one;
    /// A session vouched for it too, and must still live when it counts.
    bool is_signed_in = true;
};
using Identity = std::variant<FreshPassword, PasswordProof, SignedIn, OwnProof>;

std::optional<SignedIn> find_signed_in(const access::Kernel& kernel, const access::Credential& credential,
                                       const access::Origin& origin)
{
    if (credential.kind != access::Credential::Kind::session) return std::nullopt;
    const auto found = access::look(kernel, credential, origin, [](access::Call& call) -> Result<SignedIn> {
        const auto& facts = call.actor.facts();
        return SignedIn{facts.account, facts.has_second_factor ? access::Factors::two : access::Factors::one};
    });
    return found ? std::optional{*found} : std::nullopt;
}

Result<Identity> with_new_password(const access::Kernel& kernel, const ConfirmEmailChange& request, const Found& found)
{
    const std::vector<std::string> words{found.organisation_name, found.user.name,
                                         std::string{address_of(found.change).local_part()},
                                         std::string{access::in_words(found.user.role)}};
    if (auto weak = accounts::check_new_password(kernel, request.password, words)) {
        const auto detail = weak->message;
        return refused(Error{"weak_password", "password", detail, {*std::move(weak)}});
    }
    return FreshPassword{kernel.hasher.hash(accounts::normalised_password(request.password))};
}

Error wrong_password(Error error, std::string detail)
{
    error.field = "password";
    error.detail = std::move(detail);
    return error;
}

/// Whether this browser showed the account's password a moment ago and now comes with the second step.
bool goes_on(const ConfirmEmailChange& request, const accounts::SecondStep& step, const base::AccountId& account)
{
    return step.half_way && step.half_way->account == account && request.password.empty();
}

Result<PasswordProof> prove_account(const access::Kernel& kernel, const access::Origin& origin,
                                    const ConfirmEmailChange& request, const Found& found,
                                    const accounts::SecondStep& step)
{
    if (goes_on(request, step, found.account->id)) return accounts::resume(kernel, origin, *step.half_way);
    if (request.password.empty())
        return refused("wrong_credentials", "password", "This address has an account. Enter its password.");
    auto proof = accounts::prove_password(kernel, origin, address_of(found.change), request.password, request.devices);
    if (proof) return proof;
    return refused(
        wrong_password(std::move(proof).error(), "This is not the password of the account of this address."));
}

Result<Identity> with_account_password(const access::Kernel& kernel, const access::Origin& origin,
                                       const ConfirmEmailChange& request, const Found& found,
                                       accounts::SecondStep& step)
{
    auto proof = prove_account(kernel, origin, request, found, step);
    if (!proof) return refused(proof.error());
    auto whole = accounts::with_second_factor(kernel, origin, *std::move(proof), step);
    if (!whole) return refused(whole.error());
    return *std::move(whole);
}

/// A session that showed two factors vouches for the second one; any other is asked for it.
Result<Identity> with_own_factor(const access::Kernel& kernel, const access::Origin& origin, PasswordProof proof,
                                 const std::optional<SignedIn>& mine, accounts::SecondStep& step)
{
    if (mine && mine->factors == access::Factors::two) return OwnProof{std::move(proof), access::Factors::two, true};
    auto whole = accounts::with_second_factor(kernel, origin, std::move(proof), step);
    if (!whole) return refused(whole.error());
    const auto factors = whole->factors;
    return OwnProof{*std::move(whole), factors, mine.has_value()};
}

Result<Identity> with_own_password(const access::Kernel& kernel, const access::Credential& credential,
                                   const access::Origin& origin, const ConfirmEmailChange& request, const Found& found,
                                   accounts::SecondStep& step)
{
    const auto mine = find_signed_in(kernel, credential, origin);
    if (found.account || !mine || mine->account != found.user.account)
        return refused("wrong_state", {},
                       "Only somebody signed in to the account of this place can make the address its own, and only "
                       "while no other account has it.");
    if (request.password.empty() && !goes_on(request, step, mine->account))
        return refused("wrong_credentials", "password", "Enter your present password.");
    auto proof = goes_on(request, step, mine->account)
                     ? accounts::resume(kernel, origin, *step.half_way)
                     : accounts::prove_own_password(kernel, credential, origin, request.password, "password");
    if (!proof) return refused(proof.error());
    return with_own_factor(kernel, origin, *std::move(proof), mine, step);
}

/// USR-9: the account asked for it with its password. Whoever has the new mailbox shows the password once more, on
/// whatever device they read their mail.
Result<Identity> with_asked_password(const access::Kernel& kernel, const access::Credential& credential,
                                     const access::Origin& origin, const ConfirmEmailChange& request,
                                     const Found& found, accounts::SecondStep& step)
{
    const auto& account = found.user.account;
    if (request.password.empty() && !goes_on(request, step, account))
        return refused("wrong_credentials", "password", "Enter your present password.");
    auto proof = goes_on(request, step, account)
                     ? accounts::resume(kernel, origin, *step.half_way)
                     : accounts::prove_password_of(kernel, origin, account, request.password, "password");
    if (!proof) return refused(proof.error());
    auto mine = find_signed_in(kernel, credential, origin);
    if (mine && mine->account != account) mine.reset();
    return with_own_factor(kernel, origin, *std::move(proof), mine, step);
}

Result<Identity> identify(const access::Kernel& kernel, const access::Credential& credential,
                          const access::Origin& origin, const ConfirmEmailChange& request, const Found& found,
                          accounts::SecondStep& step)
{
    if (found.change.becomes == NewAddress::of_the_account)
        return with_asked_password(kernel, credential, origin, request, found, step);
    if (request.becomes == NewAddress::of_the_account)
        return with_own_password(kernel, credential, origin, request, found, step);
    if (!found.account) return with_new_password(kernel, request, found);
    if (const auto mine = find_signed_in(kernel, credential, origin); mine && mine->account == found.account->id)
        return *mine;
    return with_account_password(kernel, origin, request, found, step);
}

// --- Step 3: one transaction ---

/// The account the place will hang on. Errors: account_changed.
Result<base::AccountId> settle_account(access::Call& call, const Found& found, const Identity& identity)
{
    if (const auto* fresh = std::get_if<FreshPassword>(&identity)) {
        if (found.account) return refused(account_changed);
        return accounts::add(call, address_of(found.change), fresh->hash, call.now);
    }
    if (const auto* proof = std::get_if<PasswordProof>(&identity)) {
        if (!found.account || found.account->id != proof->account.id) return refused(account_changed);
        if (auto used = accounts::use(call, *proof); !used) return refused(account_changed);
        return proof->account.id;
    }
    const auto& signed_in = std::get<SignedIn>(identity);
    if (!found.account || found.account->id != signed_in.account) return refused(account_changed);
    return signed_in.account;
}

void record_moved(access::Call& call, const User& before, const User& after)
{
    std::vector<access::Change> changes{{"email", before.email, after.email, access::Privacy::personal}};
    if (before.account != after.account) changes.push_back({"account_id", before.account.text(), after.account.text()});
    access::record(call, {.organisation = after.organisation,
                          .action = "user.email_changed",
                          .record_type = "user",
                          .record_id = after.id.text(),
                          .changes = std::move(changes),
                          .actor_user = after.id,
                          .actor_name = after.name});
}

/// USR-2: same id and history, another account; the old one keeps its other places, where its sessions go on.
void move_place(access::Call& call, const Found& found, const base::AccountId& account)
{
    if (!store::move_to_account(call.tx, found.user, account, address_of(found.change)))
        throw platform::sql::Retryable("a user changed at the same moment");
    auto after = found.user;
    after.account = account;
    after.email = found.change.email;
    find_anew(call.tx, after);
    if (account != found.user.account)
        access::leave_place(call, found.user.account, found.user.organisation, found.user.id);
    record_moved(call, found.user, after);
}

/// The address becomes the account's own: everybody who is signed in to it signs in anew (R-AUTH-11).
base::Done take_account_along(access::Call& call, const Found& found, const OwnProof& own)
{
    if (found.account) return refused(account_changed);
    if (auto used = accounts::use(call, own.proof); !used) return refused(account_changed);
    auto changed = accounts::change_address(call, found.user.account, address_of(found.change));
    if (!changed) return refused(account_changed);
    call.announce(access::AccountEmailChanged{found.user.account, found.change.email});
    access::end_sessions_of_account(call, found.user.account, base::SessionId{});
    call.tx.enter(found.user.organisation);
    return {};
}

/// The browser's session is replaced by the one that opens here. A session that proved an account must still live in
/// the very transaction that uses it.
base::Done end_own_session(access::Call& call, const access::Credential& credential, const Identity& identity)
{
    std::optional<base::AccountId> mine;
    if (const auto actor = access::find_actor(call.tx, call.kernel, credential)) {
        mine = actor->facts().account;
        access::end_session(call, actor->facts().session);
        call.tx.leave();
    }
    std::optional<base::AccountId> needed;
    if (const auto* signed_in = std::get_if<SignedIn>(&identity)) needed = signed_in->account;
    if (const auto* own = std::get_if<OwnProof>(&identity); own && own->is_signed_in) needed = own->proof.account.id;
    if (needed && needed != mine) return refused(account_changed);
    return {};
}

/// Hangs the place, or its whole account, on the new address. Answers the account that has it then.
Result<base::AccountId> settle_address(access::Call& call, const Found& found, const Identity& identity)
{
    if (const auto* own = std::get_if<OwnProof>(&identity)) {
        if (auto taken = take_account_along(call, found, *own); !taken) return refused(taken.error());
        return found.user.account;
    }
    auto account = settle_account(call, found, identity);
    if (account) move_place(call, found, *account);
    return account;
}

access::Factors factors_of(const Identity& identity)
{
    if (const auto* proof = std::get_if<PasswordProof>(&identity)) return proof->factors;
    if (const auto* signed_in = std::get_if<SignedIn>(&identity)) return signed_in->factors;
    if (const auto* own = std::get_if<OwnProof>(&identity)) return own->factors;
    return access::Factors::one;
}

Result<EmailChanged> settle(access::Call& call, const access::Credential& credential, const ConfirmEmailChange& request,
                            const Identity& identity)
{
    if (auto ended = end_own_session(call, credential, identity); !ended) return refused(ended.error());
    const auto found = find_open(call, request.token);
    if (!found) return refused(found.error());
    if (!store::use_email_change(call.tx, found->change, call.now))
        throw platform::sql::Retryable("an email change was used at the same moment");
    if (auto fits = check_place(call, *found); !fits) return refused(fits.error());
    const auto account = settle_address(call, *found, identity);
    if (!account) return refused(account.error());
    auto session = access::open_session(call, *account, found->user.organisation, found->user.id, factors_of(identity));
    // Set up since the step before this one.
    if (!session && session.error().code == "second_factor_required") return refused(account_changed);
    if (!session) return refused(session.error());
    const auto user = users::find(call, found->user.organisation, found->user.id);
    if (!user) throw platform::sql::DatabaseError("a user that was just moved is not there");
    return EmailChanged{*user, found->organisation_name, *std::move(session)};
}

} // namespace

Result<LinkedEmailChange> inspect_email_change(const access::Kernel& kernel, const access::Credential& credential,
                                               const access::Origin& origin, const std::string& token)
{
    const auto mine = find_signed_in(kernel, credential, origin);
    return access::look_as_nobody(
        kernel, origin, "email change by its link", [&](access::Call& call) -> Result<LinkedEmailChange> {
            const auto found = find_open(call, token);
            if (!found) return refused(found.error());
            const bool is_for_account = found->change.becomes == NewAddress::of_the_account;
            if (is_for_account && found->account) return refused(check_place(call, *found).error());
            return LinkedEmailChange{.organisation_name = found->organisation_name,
                                     .email = found->change.email,
                                     .has_account = found->account.has_value(),
                                     .may_take_account_along = !found->account && !is_for_account && mine &&
                                                               mine->account == found->user.account,
                                     .is_for_account = is_for_account,
                                     .is_signed_in = found->account && mine && mine->account == found->account->id,
                                     .account = found->account ? found->account->id : found->user.account};
        });
}

Result<EmailChanged> confirm_email_change(const access::Kernel& kernel, const access::Credential& credential,
                                          const access::Origin& origin, const ConfirmEmailChange& request,
                                          accounts::SecondStep& step)
{
    if (auto wrong = check_code(request.code)) return base::invalid({*std::move(wrong)});
    if (auto may = accounts::may_guess(kernel, origin); !may) return refused(may.error());
    for (int round = 1;; ++round) {
        const auto found = access::change_as_nobody(kernel, origin, "email change by its link",
                                                    [&](access::Call& call) { return prove_mailbox(call, request); });
        if (!found) {
            accounts::note_if_wrong(kernel, origin, found.error());
            return refused(found.error());
        }
        const auto identity = identify(kernel, credential, origin, request, *found, step);
        if (!identity) {
            if (!request.password.empty() || !step.code.empty())
                accounts::note_if_wrong(kernel, origin, identity.error());
            return refused(identity.error());
        }
        auto done = access::change_as_nobody(kernel, origin, "email change by its link", [&](access::Call& call) {
            return settle(call, credential, request, *identity);
        });
        if (done || done.error().code != account_changed) return done;
        if (round == most_rounds) throw platform::sql::Unavailable("an account kept changing while it was used");
    }
}

std::string email_change_code_hash(const access::Kernel& kernel, const std::string& change, std::string_view code)
{
    return kernel.key.keyed_hash(email_code_purpose, hashed_text(change, code));
}

} // namespace assetbuddy::users
