#include "accounts/store.h"

#include <array>

#include "platform/sql/many_rows.h"

namespace assetbuddy::accounts::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement find_confirmed_sql{"accounts.find_confirmed", R"(
    SELECT id, email, email_key, password_hash, confirmed_at, last_user_id, password_set_at
    FROM accounts WHERE email_key = $1 AND confirmed_at IS NOT NULL)"};

constexpr Statement find_sql{"accounts.find", R"(
    SELECT id, email, email_key, password_hash, confirmed_at, last_user_id, password_set_at
    FROM accounts WHERE id = $1)"};

constexpr Statement insert_account_sql{"accounts.insert", R"(
    INSERT INTO accounts (id, email, email_key, password_hash, password_set_at, confirmed_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT DO NOTHING RETURNING id)"};

constexpr Statement update_password_sql{"accounts.update_password",
                                        "UPDATE accounts SET password_hash = $2, password_set_at = $3 WHERE id = $1"};

constexpr Statement update_hash_sql{"accounts.update_hash",
                                    "UPDATE accounts SET password_hash = $3 WHERE id = $1 AND password_hash = $2"};

constexpr Statement has_place_sql{"accounts.has_place",
                                  "SELECT 1 FROM users WHERE account_id = $1 AND deleted_at IS NULL LIMIT 1"};

// The account of nobody is made by the migrations.
constexpr Statement leave_to_nobody_sql{"accounts.leave_to_nobody", R"(
    UPDATE users SET account_id = '00000000-0000-7000-8000-000000000000' WHERE account_id = $1)"};

// In this order: what points comes before what it points to.
constexpr std::array delete_account_sql{
    Statement{"accounts.delete_sessions", "DELETE FROM sessions WHERE account_id = $1"},
    Statement{"accounts.delete_resets", "DELETE FROM password_resets WHERE account_id = $1"},
    Statement{"accounts.delete_confirmations", "DELETE FROM confirmations WHERE account_id = $1"},
    Statement{"accounts.delete", "DELETE FROM accounts WHERE id = $1"},
};

constexpr Statement update_address_sql{"accounts.update_address", R"(
    UPDATE accounts SET email = $2, email_key = $3
    WHERE id = $1 AND NOT EXISTS
        (SELECT 1 FROM accounts o WHERE o.email_key = $3 AND o.confirmed_at IS NOT NULL AND o.id <> $1))"};

constexpr Statement hold_failures_sql{"accounts.hold_failures", R"(
    INSERT INTO sign_in_failures (bucket, failures, blocked_until, last_at) VALUES ($1, 0, 0, $2)
    ON CONFLICT (bucket) DO UPDATE SET last_at = excluded.last_at
    RETURNING failures, blocked_until)"};

constexpr Statement update_failures_sql{
    "accounts.update_failures", "UPDATE sign_in_failures SET failures = $2, blocked_until = $3 WHERE bucket = $1"};

constexpr Statement update_last_failure_sql{"accounts.update_last_failure",
                                            "UPDATE sign_in_failures SET last_at = $2 WHERE bucket = $1"};

constexpr Statement delete_failures_sql{"accounts.delete_failures", "DELETE FROM sign_in_failures WHERE bucket = $1"};

constexpr Statement insert_reset_sql{"accounts.insert_reset", R"(
    INSERT INTO password_resets (token_hash, account_id, expires_at, created_at) VALUES ($1, $2, $3, $4))"};

constexpr Statement find_reset_sql{"accounts.find_reset", R"(
    SELECT account_id, expires_at, used_at, voided_at FROM password_resets WHERE token_hash = $1)"};

constexpr Statement use_reset_sql{"accounts.use_reset", R"(
    UPDATE password_resets SET used_at = $2
    WHERE token_hash = $1 AND used_at IS NULL AND voided_at IS NULL AND expires_at > $2
    RETURNING account_id)"};

constexpr Statement void_resets_sql{"accounts.void_resets", R"(
    UPDATE password_resets SET voided_at = $2 WHERE account_id = $1 AND used_at IS NULL AND voided_at IS NULL)"};

constexpr Statement count_up_sql{"accounts.count_up", R"(
    INSERT INTO counters (name, window_at, count, expires_at) VALUES ($1, $2, 1, $3)
    ON CONFLICT (name, window_at) DO UPDATE SET count = counters.count + 1
    RETURNING count)"};

Account account_of(const Row& row)
{
    return {.id = row.id<base::AccountTag>(0),
            .email = row.text(1),
            .email_key = row.text(2),
            .password_hash = row.optional_text(3),
            .confirmed_at = row.optional_time(4),
            .last_user = row.optional_id<base::UserId>(5).value_or(base::UserId{}),
            .password_set_at = row.optional_time(6)};
}

std::optional<Account> account_of(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    return account_of(*row);
}

} // namespace

std::optional<Account> find_confirmed(Transaction& tx, std::string_view email_key)
{
    return account_of(tx.one(find_confirmed_sql, email_key));
}

std::optional<Account> find(Transaction& tx, const base::AccountId& id)
{
    return account_of(tx.one(find_sql, id));
}

bool insert_account(Transaction& tx, const NewAccount& account)
{
    const auto password_set_at = account.password_hash ? std::optional{account.now} : std::nullopt;
    return tx
        .one(insert_account_sql, account.id, account.email.typed(), account.email.key(), account.password_hash,
             password_set_at, account.confirmed_at, account.now)
        .has_value();
}

void insert_all(Transaction& tx, std::span<const NewAccount> accounts)
{
    platform::sql::ManyRows rows{"accounts.insert_all",
                                 "INSERT INTO accounts (id, email, email_key, confirmed_at, created_at) VALUES", 5};
    for (const auto& each : accounts)
        rows.add(each.id, each.email.typed(), each.email.key(), each.confirmed_at, each.now);
    rows.write(tx);
}

void update_password(Transaction& tx, const base::AccountId& id, const std::string& hash, base::Time now)
{
    tx.post(update_password_sql, id, hash, now);
}

void update_hash(Transaction& tx, const base::AccountId& id, const std::string& before, const std::string& after)
{
    tx.post(update_hash_sql, id, before, after);
}

Failures hold_failures(Transaction& tx, const std::string& bucket, base::Time now)
{
    const auto row = tx.one(hold_failures_sql, bucket, now).value();
    return {row.integer(0), row.time(1)};
}

void update_failures(Transaction& tx, const std::string& bucket, const Failures& failures)
{
    tx.post(update_failures_sql, bucket, failures.count, failures.blocked_until);
}

void update_last_failure(Transaction& tx, const std::string& bucket, base::Time now)
{
    tx.post(update_last_failure_sql, bucket, now);
}

void delete_failures(Transaction& tx, const std::string& bucket)
{
    tx.post(delete_failures_sql, bucket);
}

void insert_reset(Transaction& tx, const std::string& token_hash, const base::AccountId& account, base::Time expires_at,
                  base::Time now)
{
    tx.post(insert_reset_sql, token_hash, account, expires_at, now);
}

std::optional<Reset> find_reset(Transaction& tx, const std::string& token_hash)
{
    const auto row = tx.one(find_reset_sql, token_hash);
    if (!row) return std::nullopt;
    return Reset{row->id<base::AccountTag>(0), row->time(1), row->optional_time(2), row->optional_time(3)};
}

std::optional<base::AccountId> use_reset(Transaction& tx, const std::string& token_hash, base::Time now)
{
    const auto row = tx.one(use_reset_sql, token_hash, now);
    if (!row) return std::nullopt;
    return row->id<base::AccountTag>(0);
}

void void_resets(Transaction& tx, const base::AccountId& account, base::Time now)
{
    tx.post(void_resets_sql, account, now);
}

std::int64_t count_up(Transaction& tx, const std::string& name, base::Time window, base::Time expires_at)
{
    return tx.one(count_up_sql, name, window, expires_at).value().integer(0);
}

bool has_place(Transaction& tx, const base::AccountId& id)
{
    return tx.one(has_place_sql, id).has_value();
}

void leave_to_nobody(Transaction& tx, const base::AccountId& id)
{
    tx.execute(leave_to_nobody_sql, id);
}

void delete_account(Transaction& tx, const base::AccountId& id)
{
    for (const auto& statement : delete_account_sql) tx.execute(statement, id);
}

bool update_address(Transaction& tx, const base::AccountId& id, const base::EmailAddress& email)
try {
    return tx.execute(update_address_sql, id, email.typed(), email.key()) == 1;
} catch (const platform::sql::ConstraintViolated&) {
    throw platform::sql::Retryable("an address got its account in another transaction");
}

} // namespace assetbuddy::accounts::store
