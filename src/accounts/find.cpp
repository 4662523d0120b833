#include "accounts/find.h"

#include <algorithm>

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

std::optional<access::Place> place_to_tell(access::Call& call, const Account& account)
{
    const auto places = access::places_of(call, account.id);
    if (places.empty()) return std::nullopt;
    const auto last = std::ranges::find(places, account.last_user, &access::Place::user);
    return last == places.end() ? places.front() : *last;
}

} // namespace assetbuddy::accounts
