#include "accounts/void_resets.h"

#include "accounts/store.h"

namespace assetbuddy::accounts {

void void_resets(access::Call& call, const base::AccountId& account)
{
    store::void_resets(call.tx, account, call.now);
}

} // namespace assetbuddy::accounts
