#include "accounts/store_passkeys.h"

namespace assetbuddy::accounts::store {
namespace {

using platform::sql::Statement;

constexpr Statement insert_sql{"accounts.insert_passkey", R"(
    INSERT INTO passkeys (id, account_id, credential_id, algorithm, public_key, counter, name, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT DO NOTHING RETURNING id)"};

constexpr Statement list_sql{"accounts.list_passkeys", R"(
    SELECT id, name, created_at, last_used_at, credential_id, algorithm, public_key, counter
    FROM passkeys WHERE account_id = $1 ORDER BY created_at LIMIT 100)"};

constexpr Statement rename_sql{"accounts.rename_passkey",
                               "UPDATE passkeys SET name = $3 WHERE id = $2 AND account_id = $1"};

constexpr Statement delete_sql{"accounts.delete_passkey", "DELETE FROM passkeys WHERE id = $2 AND account_id = $1"};

constexpr Statement find_account_sql{"accounts.find_account_of_passkey",
                                     "SELECT account_id FROM passkeys WHERE credential_id = $1"};

constexpr Statement use_sql{"accounts.use_passkey", R"(
    UPDATE passkeys SET counter = $3, last_used_at = $4
    WHERE id = $2 AND account_id = $1 AND (counter < $3 OR (counter = 0 AND $3 = 0)))"};

} // namespace

bool insert_passkey(Transaction& tx, const base::AccountId& account, const Passkey& passkey)
{
    return tx
        .one(insert_sql, passkey.id, account, passkey.key.credential_id,
             static_cast<std::int64_t>(passkey.key.algorithm), passkey.key.public_key,
             static_cast<std::int64_t>(passkey.key.counter), passkey.name, passkey.created_at)
        .has_value();
}

std::vector<Passkey> list_passkeys(Transaction& tx, const base::AccountId& account)
{
    std::vector<Passkey> passkeys;
    for (const auto& row : tx.all(list_sql, account))
        passkeys.push_back(
            {row.text(0),
             row.text(1),
             row.time(2),
             row.optional_time(3),
             {row.text(4), static_cast<int>(row.integer(5)), row.text(6), static_cast<std::uint32_t>(row.integer(7))}});
    return passkeys;
}

bool update_passkey_name(Transaction& tx, const base::AccountId& account, const std::string& id,
                         const std::string& name)
{
    return tx.execute(rename_sql, account, id, name) == 1;
}

bool delete_passkey(Transaction& tx, const base::AccountId& account, const std::string& id)
{
    return tx.execute(delete_sql, account, id) == 1;
}

std::optional<base::AccountId> find_account_of_passkey(Transaction& tx, const std::string& credential_id)
{
    const auto row = tx.one(find_account_sql, credential_id);
    if (!row) return std::nullopt;
    return row->id<base::AccountTag>(0);
}

bool use_passkey(Transaction& tx, const base::AccountId& account, const std::string& id, std::uint32_t counter,
                 base::Time now)
{
    return tx.execute(use_sql, account, id, static_cast<std::int64_t>(counter), now) == 1;
}

} // namespace assetbuddy::accounts::store
