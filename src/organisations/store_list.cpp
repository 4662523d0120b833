#include "organisations/store_list.h"

namespace assetbuddy::organisations::store {
namespace {

constexpr platform::sql::Statement list_sql{"organisations.list", R"(
    SELECT o.id, o.name, u.name, u.email, o.created_at
    FROM organisations o JOIN users u ON u.organisation_id = o.id AND u.id = o.owner_user_id
    WHERE o.id > $1 ORDER BY o.id LIMIT $2)"};

} // namespace

std::vector<Listed> list(platform::sql::Transaction& tx, const base::OrganisationId& after, std::int64_t most)
{
    std::vector<Listed> found;
    for (const auto& row : tx.all(list_sql, after, most))
        found.push_back({row.id<base::OrganisationTag>(0), row.text(1), row.text(2), row.text(3), row.time(4)});
    return found;
}

} // namespace assetbuddy::organisations::store
