#include "accounts/store_sessions.h"

namespace assetbuddy::accounts::store {
namespace {

constexpr platform::sql::Statement list_sql{"accounts.list_sessions", R"(
    SELECT s.id, s.organisation_id, o.name, s.user_id, s.created_at, s.last_used_at, s.address, s.agent
    FROM sessions s JOIN organisations o ON o.id = s.organisation_id
    WHERE s.account_id = $1 AND s.created_at + CAST(o.session_hours AS BIGINT) * 3600000000 > $2
      AND s.last_used_at + CAST(o.session_idle_minutes AS BIGINT) * 60000000 > $2
    ORDER BY s.last_used_at DESC, s.id DESC)"};

} // namespace

std::vector<OwnSession> list_sessions(platform::sql::Transaction& tx, const base::AccountId& account, base::Time now)
{
    std::vector<OwnSession> sessions;
    for (const auto& row : tx.all(list_sql, account, now))
        sessions.push_back({.id = row.id<base::SessionTag>(0),
                            .organisation = row.id<base::OrganisationTag>(1),
                            .organisation_name = row.text(2),
                            .user = row.id<base::UserTag>(3),
                            .created_at = row.time(4),
                            .last_used_at = row.time(5),
                            .address = row.text(6),
                            .agent = row.text(7)});
    return sessions;
}

} // namespace assetbuddy::accounts::store
