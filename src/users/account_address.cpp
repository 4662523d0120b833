#include "users/account_address.h"

#include "base/email_address.h"
#include "users/searchable.h"
#include "users/store.h"
#include "users/store_email_change.h"

namespace assetbuddy::users {
namespace {

void record_new_address(access::Call& call, const User& place, const std::string& email)
{
    access::record(call, {.organisation = place.organisation,
                          .action = "user.email_changed",
                          .record_type = "user",
                          .record_id = place.id.text(),
                          .changes = {{"email", place.email, email, access::Privacy::personal}},
                          .actor_user = place.id,
                          .actor_name = place.name});
}

} // namespace

void follow_account_address(access::Call& call, const base::AccountId& account, const std::string& email)
{
    const auto address = base::EmailAddress::parse(email).value();
    call.tx.leave(); // an account's places lie in several organisations
    const auto places = store::list_places_of(call.tx, account);
    store::update_address_of_places(call.tx, account, address);
    for (auto place : places) {
        record_new_address(call, place, address.typed());
        place.email = address.typed();
        find_anew(call.tx, place);
    }
}

} // namespace assetbuddy::users
