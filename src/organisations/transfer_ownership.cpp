#include "organisations/transfer_ownership.h"

#include "access/sessions.h"
#include "accounts/guesses.h"
#include "accounts/prove_password.h"
#include "organisations/ownership_letter.h"
#include "organisations/store.h"
#include "outbox/outbox.h"
#include "users/find.h"
#include "users/place.h"

namespace assetbuddy::organisations {
namespace {

using access::Role;
using base::Done;
using base::Error;
using base::refused;
using base::Result;
using users::User;

/// What may be wrong with the request alone.
struct Wanted {
    base::UserId to;
    Role next_role = Role::hs_admin;
};

Result<Wanted> checked(const TransferOwnership& request)
{
    std::vector<base::FieldError> mistakes;
    const auto to = base::UserId::parse(request.user_id);
    if (request.user_id.empty()) mistakes.push_back({"user_id", "required", "Choose who becomes the Owner."});
    const auto role = access::read_role(request.role);
    if (!role || *role == Role::owner)
        mistakes.push_back({"role", "unknown_value", "Choose one of the other roles for yourself."});
    else if (*role == Role::contractor)
        mistakes.push_back({"role", "must_be_external", "A Contractor is always external, and you are not."});
    if (request.password.empty()) mistakes.push_back({"password", "required", "Enter your password."});
    if (!mistakes.empty()) return base::invalid(std::move(mistakes));
    return Wanted{to.value_or(base::UserId{}), *role};
}

bool is_owner(access::Call& call)
{
    return store::is_owner(call.tx, call.organisation(), call.actor.user());
}

Done may_transfer(access::Call& call)
{
    if (auto person = access::require_session(call); !person) return person;
    if (!is_owner(call)) return refused("forbidden", {}, "Only the Owner can transfer the ownership.");
    if (!call.actor.facts().email_confirmed)
        return refused("email_unconfirmed", {},
                       "Confirm your own email address first: enter the code from the mail we sent you.");
    return {};
}

Done can_receive(const User& user)
{
    if (user.role == Role::owner) return refused("wrong_state", "user_id", user.name + " is the Owner already.");
    if (!user.is_active) return refused("wrong_state", "user_id", user.name + " is not active. Reactivate them first.");
    if (user.is_external)
        return refused("wrong_state", "user_id",
                       user.name + " is external. Only somebody of the organisation can become its Owner.");
    return {};
}

void tell(access::Call& call, const User& giver, const User& receiver)
{
    const OwnershipData data{.organisation = call.actor.facts().organisation_name,
                             .from = giver.name,
                             .to = receiver.name,
                             .role = std::string{access::in_words(giver.role)},
                             .at = call.now,
                             .time_zone = call.actor.facts().time_zone};
    outbox::enqueue(call, ownership_letter(giver, Side::giver, data));
    outbox::enqueue(call, ownership_letter(receiver, Side::receiver, data));
}

void record_moved(access::Call& call, const User& giver, const User& receiver)
{
    access::record(call, {.organisation = call.organisation(),
                          .action = "organisation.ownership_transferred",
                          .record_type = "organisation",
                          .record_id = call.organisation().text(),
                          .changes = {{"owner_user_id", giver.id.text(), receiver.id.text()}}});
}

/// The giver steps down first: the database knows one Owner at a time.
Result<User> hand_over(access::Call& call, const User& giver, const User& receiver, Role next_role)
{
    call.announce(access::OwnershipMoved{call.organisation(), giver.id, receiver.id});
    auto given = giver;
    given.role = next_role;
    const auto stepped_down = users::write_place(call, giver, given, {});
    if (!stepped_down) return stepped_down;
    auto raised = receiver;
    raised.role = Role::owner;
    raised.access_ends_on.reset();
    auto owner = users::write_place(call, receiver, raised, {});
    if (!owner) return owner;
    store::update_owner(call.tx, call.organisation(), giver.id, receiver.id);
    record_moved(call, giver, receiver);
    tell(call, *stepped_down, *owner);
    return owner;
}

Result<User> transfer(access::Call& call, const Wanted& wanted)
{
    if (auto may = may_transfer(call); !may) return refused(may.error());
    // From here on the ownership cannot move until this transaction ends.
    if (!store::hold_owned_by(call.tx, call.organisation(), call.actor.user()))
        return refused("forbidden", {}, "Only the Owner can transfer the ownership.");
    const auto giver = users::find(call, call.organisation(), call.actor.user());
    const auto receiver = users::find(call, call.organisation(), wanted.to);
    if (!giver || !receiver) return refused("not_found", {}, "There is no such person in this organisation.");
    if (auto can = can_receive(*receiver); !can) return refused(can.error());
    return hand_over(call, *giver, *receiver, wanted.next_role);
}

} // namespace

Result<User> transfer_ownership(const access::Kernel& kernel, const access::Credential& credential,
                                const access::Origin& origin, const TransferOwnership& request)
{
    const auto may = access::look(kernel, credential, origin, [](access::Call& call) { return may_transfer(call); });
    if (!may) return refused(may.error());
    const auto wanted = checked(request);
    if (!wanted) return refused(wanted.error());
    if (auto guess = accounts::may_guess(kernel, origin); !guess) return refused(guess.error());
    const auto proof = accounts::prove_own_password(kernel, credential, origin, request.password, "password");
    if (!proof) {
        accounts::note_if_wrong(kernel, origin, proof.error());
        return refused(proof.error());
    }
    return access::change(kernel, credential, origin, [&](access::Call& call) -> Result<User> {
        if (auto used = accounts::use(call, *proof); !used) return refused(used.error());
        return transfer(call, *wanted);
    });
}

Done may_transfer_to(access::Call& call, const User& user)
{
    if (auto may = may_transfer(call); !may) return may;
    return can_receive(user);
}

} // namespace assetbuddy::organisations
