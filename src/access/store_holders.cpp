#include <string_view>

#include "access/holders.h"

namespace assetbuddy::access {
namespace {

using platform::sql::Parameter;
using platform::sql::Statement;

constexpr std::size_t all = 8;

// $2..$9: roles that reach everywhere, $10..$17: those that reach their own site, $18: the site. As many places as
// there are roles; what is left over is empty.
constexpr Statement list_holders_sql{"access.list_holders", R"(
    SELECT u.id FROM users u JOIN organisations o ON o.id = u.organisation_id
    WHERE u.organisation_id = $1 AND u.is_active = 1 AND u.deleted_at IS NULL AND u.is_external = 0
      AND u.role IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
      AND (u.role IN ($2, $3, $4, $5, $6, $7, $8, $9) OR u.site_id IS NULL OR u.site_id = $18)
      AND ($19 = 1 OR u.role <> 'owner' OR o.receive_hs_notifications = 1)
    ORDER BY u.name_sort, u.id LIMIT $20)"};

void add_roles(std::vector<Parameter>& parameters, const std::vector<Role>& roles)
{
    for (std::size_t i = 0; i < all; ++i)
        parameters.emplace_back(i < roles.size() ? to_text(roles[i]) : std::string_view{});
}

} // namespace

std::vector<base::UserId> list_holders(platform::sql::Transaction& tx, const base::OrganisationId& organisation,
                                       const std::optional<base::SiteId>& site, const Holding& internal,
                                       OwnerCounts owner, std::int64_t most)
{
    std::vector<Parameter> parameters{organisation};
    add_roles(parameters, internal.anywhere);
    add_roles(parameters, site ? internal.at_site : std::vector<Role>{});
    parameters.emplace_back(site);
    parameters.emplace_back(owner == OwnerCounts::always);
    parameters.emplace_back(most);
    std::vector<base::UserId> users;
    for (const auto& row : tx.all_with(list_holders_sql, parameters)) users.push_back(row.id<base::UserTag>(0));
    return users;
}

} // namespace assetbuddy::access
