#include "users/account_address.h"

#include "access/places.h"
#include "accounts/change_address.h"
#include "users/store.h"
#include "users/store_email_change.h"
#include "users/terms.h"

namespace assetbuddy::users {
namespace {

void record_new_address(access::Call& call, const User& place, const std::string& before)
{
    access::record(call, {.organisation = place.organisation,
                          .action = "user.email_changed",
                          .record_type = "user",
                          .record_id = place.id.text(),
                          .changes = {{"email", before, place.email, access::Privacy::personal}},
                          .actor_user = place.id,
                          .actor_name = place.name});
}

} // namespace

base::Done change_account_address(access::Call& call, const base::AccountId& account, const base::EmailAddress& email)
{
    call.tx.leave(); // an account's places lie in several organisations
    const auto before = accounts::change_address(call, account, email);
    if (!before) return base::refused(before.error());
    for (const auto& place : store::update_address_of_places(call.tx, account, email)) {
        store::replace_terms(call.tx, place, terms_of(place));
        record_new_address(call, place, *before);
    }
    return {};
}

} // namespace assetbuddy::users
