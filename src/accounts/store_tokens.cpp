#include "accounts/store_tokens.h"

namespace assetbuddy::accounts::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement insert_sql{"accounts.insert_token", R"(
    INSERT INTO api_tokens (id, organisation_id, user_id, name, token_hash, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7))"};

constexpr Statement list_sql{"accounts.list_tokens", R"(
    SELECT id, name, created_at, expires_at, last_used_at FROM api_tokens
    WHERE organisation_id = $1 AND user_id = $2 ORDER BY created_at DESC, id DESC LIMIT 100)"};

constexpr Statement count_sql{"accounts.count_tokens", R"(
    SELECT COUNT(*) FROM api_tokens WHERE organisation_id = $1 AND user_id = $2 AND expires_at > $3)"};

constexpr Statement delete_sql{"accounts.delete_token", R"(
    DELETE FROM api_tokens WHERE organisation_id = $1 AND user_id = $2 AND id = $3
    RETURNING id, name, created_at, expires_at, last_used_at)"};

ApiToken token_of(const Row& row)
{
    return {row.text(0), row.text(1), row.time(2), row.time(3), row.optional_time(4)};
}

} // namespace

void insert_token(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                  const ApiToken& token, const std::string& token_hash)
{
    tx.post(insert_sql, token.id, organisation, user, token.name, token_hash, token.created_at, token.expires_at);
}

std::vector<ApiToken> list_tokens(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user)
{
    std::vector<ApiToken> tokens;
    for (const auto& row : tx.all(list_sql, organisation, user)) tokens.push_back(token_of(row));
    return tokens;
}

std::int64_t count_tokens(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                          base::Time now)
{
    return tx.one(count_sql, organisation, user, now).value().integer(0);
}

std::optional<ApiToken> delete_token(Transaction& tx, const base::OrganisationId& organisation,
                                     const base::UserId& user, const std::string& id)
{
    const auto row = tx.one(delete_sql, organisation, user, id);
    if (!row) return std::nullopt;
    return token_of(*row);
}

} // namespace assetbuddy::accounts::store
