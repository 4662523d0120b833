#include "accounts/change_address.h"

#include "accounts/store.h"

namespace assetbuddy::accounts {

base::Result<std::string> change_address(access::Call& call, const base::AccountId& account,
                                         const base::EmailAddress& email)
{
    const auto present = store::find(call.tx, account);
    if (!present || !store::update_address(call.tx, account, email))
        return base::refused("already_user", "email", "This address already belongs to another account.");
    store::void_resets(call.tx, account, call.now);
    return present->email;
}

} // namespace assetbuddy::accounts
