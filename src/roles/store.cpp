#include "roles/store.h"

#include <map>
#include <optional>

#include "access/role_sets.h"

namespace assetbuddy::roles::store {
namespace {

using platform::sql::Statement;

constexpr Statement list_sql{"roles.list", "SELECT role, grants, version FROM role_sets WHERE organisation_id = $1"};

// Changes nothing; it holds the row on both databases.
constexpr Statement hold_sql{"roles.hold", "UPDATE organisations SET version = version WHERE id = $1"};

// The first change makes version 2: version 1 is the default that was never changed.
constexpr Statement put_sql{"roles.put", R"(
    INSERT INTO role_sets (organisation_id, role, grants, version) VALUES ($1, $2, $3, 2)
    ON CONFLICT (organisation_id, role) DO UPDATE SET grants = $3, version = role_sets.version + 1)"};

constexpr Statement count_holders_sql{"roles.count_holders", R"(
    SELECT COUNT(*) FROM
        (SELECT 1 FROM users WHERE organisation_id = $1 AND role = $2 AND deleted_at IS NULL LIMIT $3) AS counted)"};

} // namespace

std::vector<RoleSet> list(Transaction& tx, const base::OrganisationId& organisation)
{
    std::vector<RoleSet> sets;
    for (const auto role : access::all_roles()) sets.push_back({role, access::default_grants(role)});
    for (const auto& row : tx.all(list_sql, organisation)) {
        const auto role = access::read_role(row.text(0));
        if (!role) continue;
        auto& set = sets[static_cast<std::size_t>(*role)];
        set.version = row.integer(2);
        const auto stored = row.optional_text(1);
        set.is_default = !stored;
        if (stored) set.grants = access::read_grants(*stored);
    }
    return sets;
}

void hold(Transaction& tx, const base::OrganisationId& organisation)
{
    tx.execute(hold_sql, organisation);
}

void put(Transaction& tx, const base::OrganisationId& organisation, const RoleSet& set)
{
    const auto stored = set.is_default ? std::nullopt : std::optional{access::to_text(set.grants)};
    tx.execute(put_sql, organisation, access::to_text(set.role), stored);
}

std::int64_t count_holders(Transaction& tx, const base::OrganisationId& organisation, access::Role role,
                           std::int64_t most)
{
    return tx.one(count_holders_sql, organisation, access::to_text(role), most)->integer(0);
}

} // namespace assetbuddy::roles::store
