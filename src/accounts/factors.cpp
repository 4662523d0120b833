#include "accounts/factors.h"

#include "access/places.h"
#include "access/sessions.h"
#include "accounts/find.h"
#include "accounts/letter.h"
#include "accounts/recovery_codes.h"
#include "accounts/store_factors.h"
#include "accounts/throttle.h"
#include "outbox/outbox.h"

namespace assetbuddy::accounts {

void tell_of_factor(access::Call& call, const base::AccountId& account, const FactorChange& change)
{
    for (const auto& place : access::places_of(call, account))
        access::record(call, {.organisation = place.organisation,
                              .action = change.action,
                              .record_type = "user",
                              .record_id = place.user.text(),
                              .changes = {},
                              .actor_user = place.user,
                              .actor_name = place.name});
    call.tx.leave(); // the letter is no organisation's
    const auto whose = find(call, account);
    if (whose && whose->confirmed_at)
        outbox::enqueue(call, factor_letter(*whose, {.at = call.now, .sentence = change.sentence},
                                            call.make_id<base::SessionId>().text()));
    if (call.actor.signed_in()) call.tx.enter(call.organisation());
}

std::vector<std::string> settle_added(access::Call& call, const FactorChange& change)
{
    const auto& facts = call.actor.facts();
    std::vector<std::string> codes;
    if (store::count_recovery_codes(call.tx, facts.account) == 0) codes = make_recovery_codes(call, facts.account);
    store::update_session_factor(call.tx, facts.session);
    tell_of_factor(call, facts.account, change);
    call.tx.leave(); // the account's sessions stand in several organisations
    access::end_sessions_of_account(call, facts.account, facts.session);
    call.tx.enter(call.organisation());
    return codes;
}

void settle_removed(access::Call& call, const FactorChange& change)
{
    const auto& account = call.actor.facts().account;
    tell_of_factor(call, account, change);
    if (store::has_factor(call.tx, account)) return;
    store::delete_recovery_codes(call.tx, account);
    forgive(call, bucket_of_second_factor(call.kernel, account));
    call.tx.leave();
    store::clear_session_factors(call.tx, account);
    call.tx.enter(call.organisation());
}

} // namespace assetbuddy::accounts
