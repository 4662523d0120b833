#include "access/store_stand_in.h"

#include "access/role_sets.h"

namespace assetbuddy::access::store {
namespace {

constexpr platform::sql::Statement find_facts_sql{"access.find_facts_of", R"(
    SELECT u.account_id, u.organisation_id, o.name, u.id, u.name, u.email, u.role, u.site_id, u.is_external,
           a.confirmed_at, o.time_zone, g.grants
    FROM users u
    JOIN accounts a ON a.id = u.account_id
    JOIN organisations o ON o.id = u.organisation_id
    LEFT JOIN role_sets g ON g.organisation_id = u.organisation_id AND g.role = u.role
    WHERE u.organisation_id = $1 AND u.id = $2 AND u.is_active = 1 AND u.deleted_at IS NULL)"};

} // namespace

std::optional<Actor::Facts> find_facts_of(platform::sql::Transaction& tx, const base::OrganisationId& organisation,
                                          const base::UserId& user)
{
    const auto row = tx.one(find_facts_sql, organisation, user);
    if (!row) return std::nullopt;
    const auto role = read_role(row->text(6));
    if (!role) throw platform::sql::DatabaseError("a user's role is not one this program knows");
    const auto set = row->optional_text(11);
    return Actor::Facts{.account = row->id<base::AccountTag>(0),
                        .organisation = row->id<base::OrganisationTag>(1),
                        .organisation_name = row->text(2),
                        .user = row->id<base::UserTag>(3),
                        .session = {},
                        .name = row->text(4),
                        .email = row->text(5),
                        .role = *role,
                        .site = row->optional_id<base::SiteId>(7),
                        .is_external = row->flag(8),
                        .email_confirmed = !row->is_null(9),
                        .time_zone = row->text(10),
                        .role_set = set ? std::optional{read_grants(*set)} : std::nullopt};
}

} // namespace assetbuddy::access::store
