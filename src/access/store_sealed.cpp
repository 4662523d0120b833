#include "access/store_sealed.h"

namespace assetbuddy::access::store {
namespace {

using platform::sql::Statement;

constexpr Statement list_sql{"access.list_kept_answers", R"(
    SELECT organisation_id, user_id, path, key, box FROM idempotency_keys
    WHERE (organisation_id, user_id, path, key) > ($1, $2, $3, $4)
    ORDER BY organisation_id, user_id, path, key LIMIT $5)"};

constexpr Statement update_sql{"access.update_kept_answer", R"(
    UPDATE idempotency_keys SET box = $6
    WHERE organisation_id = $1 AND user_id = $2 AND path = $3 AND key = $4 AND box = $5)"};

constexpr Statement count_sql{"access.count_kept_answers",
                              "SELECT count(*) FROM idempotency_keys WHERE organisation_id > ''"};

} // namespace

std::vector<std::pair<IdempotencyKey, std::string>> list_kept_answers(Transaction& tx, const IdempotencyKey& after,
                                                                      std::int64_t most)
{
    std::vector<std::pair<IdempotencyKey, std::string>> found;
    for (const auto& row : tx.all(list_sql, after.organisation, after.user, after.path, after.key, most))
        found.emplace_back(
            IdempotencyKey{base::OrganisationId{row.text(0)}, base::UserId{row.text(1)}, row.text(2), row.text(3)},
            row.text(4));
    return found;
}

void update_kept_answer(Transaction& tx, const IdempotencyKey& key, const std::string& present, const std::string& box)
{
    tx.post(update_sql, key.organisation, key.user, key.path, key.key, present, box);
}

std::int64_t count_kept_answers(Transaction& tx)
{
    return tx.one(count_sql).value().integer(0);
}

} // namespace assetbuddy::access::store
