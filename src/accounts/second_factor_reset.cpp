#include "accounts/second_factor_reset.h"

#include "access/operator.h"
#include "access/places.h"
#include "access/sessions.h"
#include "accounts/find.h"
#include "accounts/letter.h"
#include "accounts/store_factors.h"
#include "accounts/throttle.h"
#include "base/email_address.h"
#include "outbox/outbox.h"

namespace assetbuddy::accounts {
namespace {

using base::refused;

base::Done reset(access::Call& call, const base::EmailAddress& email)
{
    const auto account = find_confirmed(call, email);
    if (!account)
        return refused("not_found", {}, "Nobody signs in with this address; assetbuddy user list shows who does.");
    if (!store::has_factor(call.tx, account->id))
        return refused("wrong_state", {}, "This person has no second factor: the password alone signs them in.");
    store::delete_all_factors(call.tx, account->id);
    store::delete_recovery_codes(call.tx, account->id);
    forgive(call, bucket_of_second_factor(call.kernel, account->id));
    for (const auto& place : access::places_of(call, account->id))
        access::record(call, {.organisation = place.organisation,
                              .action = "account.second_factor_reset",
                              .record_type = "user",
                              .record_id = place.user.text(),
                              .changes = {},
                              .actor_user = {},
                              .actor_name = std::string{access::operator_name}});
    access::end_sessions_of_account(call, account->id, {});
    outbox::enqueue(call, factor_letter(*account,
                                        {.at = call.now,
                                         .sentence = "Whoever runs the server took away the second step of signing in"},
                                        call.make_id<base::SessionId>().text()));
    return {};
}

} // namespace

base::Done reset_second_factor(const access::Kernel& kernel, const access::Origin& origin, const std::string& typed)
{
    const auto email = base::EmailAddress::parse(typed);
    if (!email) return refused("invalid", {}, "Give a whole email address, such as name@example.org.");
    return access::change_as_nobody(kernel, origin, "the operator's reset of a second factor",
                                    [&](access::Call& call) { return reset(call, *email); });
}

} // namespace assetbuddy::accounts
