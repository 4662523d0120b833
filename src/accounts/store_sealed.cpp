#include "accounts/store_sealed.h"

#include "platform/sql/key_list.h"

namespace assetbuddy::accounts::store {
namespace {

using platform::sql::Statement;

constexpr Statement list_secrets_sql{"accounts.list_secrets", R"(
    SELECT account_id, secret_box FROM authenticators WHERE account_id > $1 ORDER BY account_id LIMIT $2)"};
constexpr Statement update_secret_sql{
    "accounts.update_secret", "UPDATE authenticators SET secret_box = $3 WHERE account_id = $1 AND secret_box = $2"};
constexpr Statement count_secrets_sql{"accounts.count_secrets",
                                      "SELECT count(*) FROM authenticators WHERE account_id > ''"};

constexpr Statement list_accounts_sql{"accounts.list_by_id",
                                      "SELECT id, email_key FROM accounts WHERE id > $1 ORDER BY id LIMIT $2"};
constexpr Statement list_buckets_sql{"accounts.list_buckets", R"(
    SELECT f.bucket FROM json_each($1) k CROSS JOIN sign_in_failures f WHERE f.bucket = k.key)"};

// The greater of both blocks; `last_at` keeps a hundred failures from being forgotten too early.
constexpr Statement add_failures_sql{"accounts.add_failures", R"(
    INSERT INTO sign_in_failures (bucket, failures, blocked_until, last_at)
    SELECT $2, failures, blocked_until, last_at FROM sign_in_failures WHERE bucket = $1
    ON CONFLICT (bucket) DO UPDATE SET failures = sign_in_failures.failures + excluded.failures,
        blocked_until = CASE WHEN sign_in_failures.blocked_until > excluded.blocked_until
                             THEN sign_in_failures.blocked_until ELSE excluded.blocked_until END)"};
constexpr Statement delete_bucket_sql{"accounts.delete_bucket", "DELETE FROM sign_in_failures WHERE bucket = $1"};

constexpr Statement has_codes_sql{"accounts.has_recovery_codes_of",
                                  "SELECT 1 FROM recovery_codes WHERE key_id = $1 AND used_at IS NULL LIMIT 1"};

} // namespace

std::vector<access::SealedRow> list_secrets(Transaction& tx, const std::string& after, std::int64_t most)
{
    std::vector<access::SealedRow> found;
    for (const auto& row : tx.all(list_secrets_sql, after, most))
        found.push_back({row.text(0), row.text(0), row.text(1)});
    return found;
}

void update_secret(Transaction& tx, const access::SealedRow& authenticator, const std::string& box)
{
    tx.post(update_secret_sql, authenticator.position, authenticator.box, box);
}

std::int64_t count_secrets(Transaction& tx)
{
    return tx.one(count_secrets_sql).value().integer(0);
}

std::vector<Addressed> list_accounts(Transaction& tx, const std::string& after, std::int64_t most)
{
    std::vector<Addressed> found;
    for (const auto& row : tx.all(list_accounts_sql, after, most))
        found.push_back({base::AccountId{row.text(0)}, row.text(1)});
    return found;
}

std::vector<std::string> list_buckets(Transaction& tx, std::span<const std::string> buckets)
{
    std::vector<std::string> found;
    for (const auto& row : tx.all(list_buckets_sql, platform::sql::key_list(buckets))) found.push_back(row.text(0));
    return found;
}

void move_failures(Transaction& tx, const std::string& from, const std::string& to)
{
    tx.execute(add_failures_sql, from, to);
    tx.execute(delete_bucket_sql, from);
}

bool has_recovery_codes_of(Transaction& tx, const std::string& key_id)
{
    return tx.one(has_codes_sql, key_id).has_value();
}

} // namespace assetbuddy::accounts::store
