#include "server/store_condition.h"

namespace assetbuddy::server::store {
namespace {

using platform::sql::Statement;

constexpr Statement owners_sql{"server.second_factors_of_owners", R"(
    SELECT count(*), count(*) FILTER (WHERE o.require_second_factor = 1),
           count(*) FILTER (WHERE EXISTS (SELECT 1 FROM authenticators a
                                          WHERE a.account_id = u.account_id AND a.confirmed_at IS NOT NULL)
                               OR EXISTS (SELECT 1 FROM passkeys p WHERE p.account_id = u.account_id))
    FROM organisations o JOIN users u ON u.organisation_id = o.id AND u.id = o.owner_user_id)"};

constexpr Statement mails_sql{"server.mails_in_trouble", R"(
    SELECT count(*) FILTER (WHERE state = 'queued' AND attempts > 0),
           count(*) FILTER (WHERE state = 'failed' AND finished_at >= $1)
    FROM letters)"};

} // namespace

Condition find_condition(platform::sql::Transaction& tx, base::Time failed_since)
{
    const auto owners = tx.one(owners_sql).value();
    const auto mails = tx.one(mails_sql, failed_since).value();
    return {.organisations = owners.integer(0),
            .asking_for_second_factor = owners.integer(1),
            .owners_with_second_factor = owners.integer(2),
            .mails_retried = mails.integer(0),
            .mails_failed = mails.integer(1)};
}

} // namespace assetbuddy::server::store
