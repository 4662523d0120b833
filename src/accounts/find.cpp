#include "accounts/find.h"

#include "accounts/store.h"

namespace assetbuddy::accounts {

std::optional<Account> find_confirmed(access::Call& call, const base::EmailAddress& email)
{
    return store::find_confirmed(call.tx, email.key());
}

std::optional<Account> find(access::Call& call, const base::AccountId& id)
{
    return store::find(call.tx, id);
}

} // namespace assetbuddy::accounts
