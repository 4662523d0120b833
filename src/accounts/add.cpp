#include "accounts/add.h"

#include "accounts/store.h"

namespace assetbuddy::accounts {

base::AccountId add(access::Call& call, const base::EmailAddress& email, std::string_view password_hash,
                    std::optional<base::Time> confirmed_at)
{
    const auto id = call.make_id<base::AccountId>();
    const auto hash = password_hash.empty() ? std::nullopt : std::optional{std::string{password_hash}};
    if (!store::insert_account(call.tx, {id, email, hash, confirmed_at, call.now}))
        throw platform::sql::Retryable("an address got its account in another transaction");
    return id;
}

std::vector<base::AccountId> add_all(access::Call& call, std::span<const base::EmailAddress> emails,
                                     std::optional<base::Time> confirmed_at)
{
    std::vector<store::NewAccount> accounts;
    std::vector<base::AccountId> ids;
    for (const auto& email : emails)
        accounts.push_back({ids.emplace_back(call.make_id<base::AccountId>()), email, {}, confirmed_at, call.now});
    store::insert_all(call.tx, accounts);
    return ids;
}

} // namespace assetbuddy::accounts
