#include "accounts/remove.h"

#include "accounts/store.h"
#include "outbox/outbox.h"

namespace assetbuddy::accounts {

void remove_if_placeless(access::Call& call, const base::AccountId& account)
{
    call.tx.leave(); // an account's places lie in several organisations
    const auto found = store::find(call.tx, account);
    if (!found || store::has_place(call.tx, account)) return;
    store::leave_to_nobody(call.tx, account);
    outbox::forget_address(call, std::nullopt, found->email_key);
    store::delete_account(call.tx, account);
}

} // namespace assetbuddy::accounts
