#include "invitations/accept.h"

#include "access/sessions.h"
#include "accounts/add.h"
#include "accounts/find.h"
#include "accounts/prove_password.h"
#include "invitations/by_token.h"
#include "invitations/guesses.h"
#include "invitations/identify.h"
#include "invitations/prove.h"
#include "invitations/store.h"
#include "invitations/tell.h"
#include "outbox/outbox.h"
#include "sites/find.h"
#include "users/add.h"
#include "users/find.h"

namespace assetbuddy::invitations {
namespace {

using base::Error;
using base::refused;

/// The account of the address came or changed its password between the steps: take the second step again.
constexpr auto account_changed = "account_changed";
constexpr int most_rounds = 3;

base::Done check_members(const access::Kernel& kernel, const access::Origin& origin, const AcceptRequest& request,
                         Corrections& corrections)
{
    std::vector<base::FieldError> errors;
    if (auto wrong = check_code(kernel, origin, request.token, request.code)) errors.push_back(*std::move(wrong));
    auto checked = request.corrections.checked();
    if (checked)
        corrections = *std::move(checked);
    else
        errors.insert(errors.end(), checked.error().errors.begin(), checked.error().errors.end());
    if (!errors.empty()) return base::invalid(std::move(errors));
    return {};
}

/// Zero rows of the guarded UPDATE: somebody was quicker, or it ended meanwhile.
std::unexpected<Error> refuse_by_present_state(access::Call& call, const Invitation& proven)
{
    const auto present = store::find(call.tx, proven.organisation, proven.id);
    if (!present) return refused("not_found", {}, "This link leads to no invitation.");
    if (present->generation != proven.generation) return refused(replaced());
    if (auto refusal = present->refusal(call.now)) return refused(*std::move(refusal));
    throw platform::sql::Retryable("an invitation changed while it was accepted");
}

/// R-INV-10, INV-14: whoever invited must still be entitled, and the site must still be there. From here on the site
/// cannot close until this transaction ends. Answers the offer as it reads now: it may have been edited since the code
/// was shown.
base::Result<Invitation> check_surroundings(access::Call& call, const Invitation& proven)
{
    auto present = store::find(call.tx, proven.organisation, proven.id);
    if (!present) throw platform::sql::DatabaseError("an invitation that was just accepted is not there");
    const bool is_free = present->obstacle() == Hold::none &&
                         (!present->site || sites::hold_active(call, present->organisation, *present->site));
    if (is_free) return *std::move(present);
    auto pending = *present;
    pending.stored_state = State::pending;
    if (auto refusal = pending.refusal(call.now)) return refused(*std::move(refusal));
    throw platform::sql::Retryable("a site changed while an invitation to it was accepted");
}

/// The account the place will hang on. Errors: account_changed.
base::Result<base::AccountId> settle_account(access::Call& call, const Invitation& invitation, const Identity& identity)
{
    const auto email = address_of(invitation);
    const auto present = accounts::find_confirmed(call, email);
    if (const auto* fresh = std::get_if<FreshPassword>(&identity)) {
        if (present) return refused(account_changed);
        return accounts::add(call, base::EmailAddress::parse(invitation.email).value_or(email), fresh->hash, call.now);
    }
    if (const auto* proof = std::get_if<accounts::PasswordProof>(&identity)) {
        if (!present || present->id != proof->account.id) return refused(account_changed);
        if (auto used = accounts::use(call, *proof); !used) return refused(account_changed);
        return present->id;
    }
    if (!present || present->id != std::get<SignedIn>(identity).account.id) return refused(account_changed);
    return present->id;
}

users::NewUser user_of(access::Call& call, const Invitation& invitation, const Corrections& corrections,
                       const base::AccountId& account)
{
    users::NewUser user{};
    user.id = invitation.user;
    user.organisation = invitation.organisation;
    user.account = account;
    user.name = corrections.name.value_or(invitation.name);
    user.email = invitation.email;
    user.role = invitation.role;
    user.site = invitation.site;
    user.job_title = corrections.job_title.value_or(invitation.job_title);
    user.phone = corrections.phone.value_or(invitation.phone);
    user.is_active = true;
    user.is_external = invitation.is_external;
    user.company_name = invitation.company_name;
    user.company = invitation.company;
    user.company_address = invitation.company_address;
    user.access_ends_on = invitation.access_ends_on;
    user.created_at = call.now;
    user.version = 1;
    return user;
}

access::Factors factors_of(const Identity& identity)
{
    if (const auto* proof = std::get_if<accounts::PasswordProof>(&identity)) return proof->factors;
    if (const auto* signed_in = std::get_if<SignedIn>(&identity)) return signed_in->factors;
    return access::Factors::one;
}

base::Result<Accepted> write_place(access::Call& call, const Invitation& invitation, const Corrections& corrections,
                                   const base::AccountId& account, access::Factors factors)
{
    if (users::find_by_email(call, invitation.organisation, address_of(invitation)))
        return refused("accepted", {},
                       "You already have a place in " + invitation.organisation_name + ". Sign in to go on.");
    const auto user = user_of(call, invitation, corrections, account);
    users::add(call, user);
    auto session = access::open_session(call, account, invitation.organisation, user.id, factors);
    if (!session) return refused(session.error());
    outbox::cancel(call, invitation.id.text());
    access::record(call, {.organisation = invitation.organisation,
                          .action = "invitation.accepted",
                          .record_type = "invitation",
                          .record_id = invitation.id.text(),
                          .changes = {{"state", "pending", "accepted"}, {"user_id", {}, user.id.text()}},
                          .actor_user = user.id,
                          .actor_name = user.name});
    call.announce(access::InvitationAccepted{invitation.organisation, invitation.id, user.id});
    tell_inviter(call, invitation, "invitation.accepted", user.name + " accepted the invitation.");
    const auto written = users::find(call, invitation.organisation, user.id);
    if (!written) throw platform::sql::DatabaseError("a user that was just written is not there");
    return Accepted{*written, invitation.organisation_name, *std::move(session)};
}

/// R-INV-4 (c).
base::Result<Accepted> settle(access::Call& call, const Invitation& proven, const Corrections& corrections,
                              const Identity& identity)
{
    call.tx.enter(proven.organisation);
    if (!store::update_accepted(call.tx, proven, call.now)) return refuse_by_present_state(call, proven);
    const auto present = check_surroundings(call, proven);
    if (!present) return refused(present.error());
    const auto account = settle_account(call, *present, identity);
    if (!account) return refused(account.error());
    return write_place(call, *present, corrections, *account, factors_of(identity));
}

/// A session that proved the account must still live in the very transaction that uses it; it ends here, because its
/// cookie is replaced (R-SESS-2).
base::Done use_up_session(access::Call& call, const access::Credential& credential, const SignedIn& signed_in)
{
    const auto actor = access::find_actor(call.tx, call.kernel, credential);
    if (!actor || actor->facts().account != signed_in.account.id) return refused(account_changed);
    access::end_session(call, actor->facts().session);
    return {};
}

base::Result<Accepted> write(const access::Kernel& kernel, const access::Credential& credential,
                             const access::Origin& origin, const Proven& proven, const Corrections& corrections,
                             const Identity& identity)
{
    return access::change_as_nobody(kernel, origin, "accepting an invitation",
                                    [&](access::Call& call) -> base::Result<Accepted> {
                                        if (const auto* signed_in = std::get_if<SignedIn>(&identity)) {
                                            auto used = use_up_session(call, credential, *signed_in);
                                            if (!used) return refused(used.error());
                                        }
                                        return settle(call, proven.invitation, corrections, identity);
                                    });
}

} // namespace

base::Result<Accepted> accept(const access::Kernel& kernel, const access::Credential& credential,
                              const access::Origin& origin, const AcceptRequest& request, accounts::SecondStep& step)
{
    auto checked = request;
    if (auto members = check_members(kernel, origin, request, checked.corrections); !members)
        return refused(members.error());
    for (int round = 1;; ++round) {
        const auto proven = prove(kernel, origin, request.token, request.code);
        if (!proven) return refused(proven.error());
        const auto identity = identify(kernel, credential, origin, checked, *proven, step);
        if (!identity) {
            if (!request.password.empty() || !step.code.empty()) note_if_wrong(kernel, origin, identity.error());
            return refused(identity.error());
        }
        auto accepted = write(kernel, credential, origin, *proven, checked.corrections, *identity);
        if (accepted || accepted.error().code != account_changed) return accepted;
        if (round == most_rounds) throw platform::sql::Unavailable("an account kept changing while it was used");
    }
}

base::Result<Accepted> accept(const access::Kernel& kernel, const access::Credential& credential,
                              const access::Origin& origin, const AcceptRequest& request)
{
    accounts::SecondStep none;
    return accept(kernel, credential, origin, request, none);
}

} // namespace assetbuddy::invitations
