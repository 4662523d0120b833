#include "server/store.h"

namespace assetbuddy::server::store {
namespace {

using platform::sql::Statement;

constexpr Statement insert_fact{"server.insert_fact",
                                "INSERT INTO instance (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING"};
constexpr Statement find_fact{"server.find_fact", "SELECT value FROM instance WHERE name = $1"};

constexpr Statement delete_counters{"server.delete_counters", R"(
    DELETE FROM counters WHERE (name, window_at) IN
        (SELECT name, window_at FROM counters WHERE expires_at < $1 ORDER BY expires_at LIMIT $2))"};
constexpr Statement delete_idempotency{"server.delete_idempotency_keys", R"(
    DELETE FROM idempotency_keys WHERE (organisation_id, user_id, path, key) IN
        (SELECT organisation_id, user_id, path, key FROM idempotency_keys WHERE created_at < $1
         ORDER BY created_at LIMIT $2))"};
// A hundred failures stay until a new password clears them (R-AUTH-7), however long ago the last one was.
constexpr Statement delete_failures{"server.delete_sign_in_failures", R"(
    DELETE FROM sign_in_failures WHERE bucket IN
        (SELECT bucket FROM sign_in_failures WHERE last_at < $1 AND failures < 100 ORDER BY last_at LIMIT $2))"};
constexpr Statement delete_resets{"server.delete_password_resets", R"(
    DELETE FROM password_resets WHERE token_hash IN
        (SELECT token_hash FROM password_resets WHERE expires_at < $1 ORDER BY expires_at LIMIT $2))"};
constexpr Statement delete_sessions{"server.delete_sessions", R"(
    DELETE FROM sessions WHERE id IN 
        (SELECT id FROM sessions WHERE last_used_at < $1 ORDER BY last_used_at LIMIT $2))"};

constexpr Statement delete_notifications{"server.delete_notifications", R"(
    DELETE FROM notifications WHERE id IN
        (SELECT id FROM notifications WHERE created_at < $1 ORDER BY created_at LIMIT $2))"};
constexpr Statement delete_api_tokens{"server.delete_api_tokens", R"(
    DELETE FROM api_tokens WHERE id IN
        (SELECT id FROM api_tokens WHERE expires_at < $1 ORDER BY expires_at LIMIT $2))"};

constexpr auto day = std::chrono::days{1};

} // namespace

std::string find_or_insert_fact(platform::sql::Transaction& tx, const std::string& name, const std::string& value)
{
    tx.execute(insert_fact, name, value);
    return tx.one(find_fact, name).value().text(0);
}

std::int64_t delete_outlived(platform::sql::Transaction& tx, base::Time now, std::int64_t most)
{
    return tx.execute(delete_counters, now, most) + tx.execute(delete_idempotency, now - day, most) +
           tx.execute(delete_failures, now - 7 * day, most) + tx.execute(delete_resets, now - 7 * day, most) +
           tx.execute(delete_sessions, now - 30 * day, most) + tx.execute(delete_notifications, now - 90 * day, most) +
           tx.execute(delete_api_tokens, now - 30 * day, most);
}

} // namespace assetbuddy::server::store
