#include "accounts/store_factors.h"

#include <array>

namespace assetbuddy::accounts::store {
namespace {

using platform::sql::Statement;

constexpr Statement find_sql{"accounts.find_authenticator",
                             "SELECT secret_box, confirmed_at FROM authenticators WHERE account_id = $1"};

constexpr Statement put_sql{"accounts.put_authenticator", R"(
    INSERT INTO authenticators (account_id, secret_box, last_step, created_at) VALUES ($1, $2, 0, $3)
    ON CONFLICT (account_id) DO UPDATE SET secret_box = excluded.secret_box, created_at = excluded.created_at
    WHERE authenticators.confirmed_at IS NULL
    RETURNING account_id)"};

constexpr Statement confirm_sql{"accounts.confirm_authenticator", R"(
    UPDATE authenticators SET confirmed_at = $3, last_step = $2 WHERE account_id = $1 AND confirmed_at IS NULL)"};

constexpr Statement delete_sql{"accounts.delete_authenticator", R"(
    DELETE FROM authenticators WHERE account_id = $1 AND confirmed_at IS NOT NULL)"};

constexpr std::array delete_all_sql{
    Statement{"accounts.delete_app", "DELETE FROM authenticators WHERE account_id = $1"},
    Statement{"accounts.delete_passkeys", "DELETE FROM passkeys WHERE account_id = $1"}};

constexpr Statement has_factor_sql{"accounts.has_factor", R"(
    SELECT 1 FROM authenticators WHERE account_id = $1 AND confirmed_at IS NOT NULL
    UNION ALL SELECT 1 FROM passkeys WHERE account_id = $1 LIMIT 1)"};

constexpr Statement use_step_sql{"accounts.use_step", R"(
    UPDATE authenticators SET last_step = $2 WHERE account_id = $1 AND confirmed_at IS NOT NULL AND last_step < $2)"};

constexpr Statement insert_code_sql{"accounts.insert_recovery_code", R"(
    INSERT INTO recovery_codes (account_id, code_hash, key_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING)"};

constexpr Statement delete_codes_sql{"accounts.delete_recovery_codes",
                                     "DELETE FROM recovery_codes WHERE account_id = $1"};

constexpr Statement count_codes_sql{"accounts.count_recovery_codes",
                                    "SELECT COUNT(*) FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL"};

constexpr Statement use_code_sql{"accounts.use_recovery_code", R"(
    UPDATE recovery_codes SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL)"};

constexpr Statement update_session_sql{"accounts.update_session_factor",
                                       "UPDATE sessions SET second_factor = 1 WHERE id = $1"};

constexpr Statement clear_sessions_sql{"accounts.clear_session_factors",
                                       "UPDATE sessions SET second_factor = 0 WHERE account_id = $1"};

} // namespace

std::optional<Authenticator> find_authenticator(Transaction& tx, const base::AccountId& account)
{
    const auto row = tx.one(find_sql, account);
    if (!row) return std::nullopt;
    return Authenticator{row->text(0), row->optional_time(1)};
}

bool put_authenticator(Transaction& tx, const base::AccountId& account, const std::string& secret_box, base::Time now)
{
    return tx.one(put_sql, account, secret_box, now).has_value();
}

bool confirm_authenticator(Transaction& tx, const base::AccountId& account, std::int64_t step, base::Time now)
{
    return tx.execute(confirm_sql, account, step, now) == 1;
}

bool delete_authenticator(Transaction& tx, const base::AccountId& account)
{
    return tx.execute(delete_sql, account) == 1;
}

void delete_all_factors(Transaction& tx, const base::AccountId& account)
{
    for (const auto& statement : delete_all_sql) tx.execute(statement, account);
}

bool has_factor(Transaction& tx, const base::AccountId& account)
{
    return tx.one(has_factor_sql, account).has_value();
}

bool use_step(Transaction& tx, const base::AccountId& account, std::int64_t step)
{
    return tx.execute(use_step_sql, account, step) == 1;
}

void insert_recovery_code(Transaction& tx, const base::AccountId& account, const std::string& code_hash,
                          const std::string& key_id)
{
    tx.post(insert_code_sql, account, code_hash, key_id);
}

void delete_recovery_codes(Transaction& tx, const base::AccountId& account)
{
    tx.post(delete_codes_sql, account);
}

std::int64_t count_recovery_codes(Transaction& tx, const base::AccountId& account)
{
    return tx.one(count_codes_sql, account).value().integer(0);
}

bool use_recovery_code(Transaction& tx, const base::AccountId& account, const std::string& code_hash, base::Time now)
{
    return tx.execute(use_code_sql, account, code_hash, now) == 1;
}

void update_session_factor(Transaction& tx, const base::SessionId& session)
{
    tx.post(update_session_sql, session);
}

void clear_session_factors(Transaction& tx, const base::AccountId& account)
{
    tx.post(clear_sessions_sql, account);
}

} // namespace assetbuddy::accounts::store
