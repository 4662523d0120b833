#include "users/request_email_change.h"

#include "outbox/outbox.h"
#include "platform/crypto/crypto.h"
#include "users/confirm_email_change.h"
#include "users/find.h"
#include "users/letter.h"
#include "users/store_email_change.h"

namespace assetbuddy::users {

namespace crypto = platform::crypto;
using base::Error;
using base::refused;

base::Done may_change_address(access::Call& call, const User& user, const base::EmailAddress& address)
{
    if (!user.is_active)
        return refused("wrong_state", "email", "Reactivate this person first; then their address can be changed.");
    if (!call.actor.facts().email_confirmed)
        return refused("email_unconfirmed", {},
                       "Confirm your own email address first: enter the code from the mail we sent you.");
    if (const auto other = find_by_email(call, user.organisation, address); other && other->id != user.id)
        return refused(Error{"already_user", "email", "This address already belongs to somebody here."}
                           .with("user_id", other->id.text())
                           .with("is_active", other->is_active));
    return outbox::count_send(call);
}

void begin_email_change(access::Call& call, const User& user, const base::EmailAddress& address, NewAddress becomes)
{
    const auto& asker = call.actor.facts();
    const auto from = base::EmailAddress::parse(user.email);
    const EmailChangeData data{.name = user.name,
                               .organisation = asker.organisation_name,
                               .email = address.typed(),
                               .token = crypto::make_token(call.kernel.random),
                               .code = crypto::make_code(call.kernel.random),
                               .expires_at = call.now + email_change_life,
                               .time_zone = asker.time_zone,
                               .asked_by = becomes == NewAddress::of_the_account ? AskedBy::the_person
                                                                                 : AskedBy::the_organisation};
    const auto id = call.make_id<base::Id<struct EmailChangeTag>>().text();
    const EmailChange change{.id = id,
                             .organisation = user.organisation,
                             .user = user.id,
                             .email = address.typed(),
                             .email_key = address.key(),
                             .from_key = from ? from->key() : std::string{},
                             .code_hash = email_change_code_hash(call.kernel, id, data.code),
                             .expires_at = data.expires_at,
                             .becomes = becomes};
    store::void_email_changes(call.tx, user.organisation, user.id, call.now);
    store::insert_email_change(call.tx, change, crypto::sha256(data.token), call.now);
    outbox::enqueue(call, email_change_letter(change, data, call.now));
    if (from) outbox::enqueue(call, email_change_notice(change, data, call.now));
}

void take_back_email_change(access::Call& call, const User& user)
{
    store::void_email_changes(call.tx, user.organisation, user.id, call.now);
    outbox::cancel(call, std::string{email_change_kind} + "-" + user.id.text());
}

} // namespace assetbuddy::users
