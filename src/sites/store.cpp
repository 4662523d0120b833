#include "sites/store.h"

#include "base/text.h"
#include "sites/limits.h"

namespace assetbuddy::sites::store {
namespace {

using platform::sql::ConstraintViolated;
using platform::sql::Parameter;
using platform::sql::Retryable;
using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement find_sql{"sites.find", R"(
    SELECT id, organisation_id, name, address, postcode, contact_name, contact_phone, contact_email, is_active,
           created_at, version
    FROM sites WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement find_by_name_sql{"sites.find_by_name", R"(
    SELECT id, organisation_id, name, address, postcode, contact_name, contact_phone, contact_email, is_active,
           created_at, version
    FROM sites WHERE organisation_id = $1 AND name_key = $2)"};

constexpr Statement list_active_sql{"sites.list_active", R"(
    SELECT id, organisation_id, name, address, postcode, contact_name, contact_phone, contact_email, is_active,
           created_at, version
    FROM sites WHERE organisation_id = $1 AND is_active = 1 ORDER BY name_sort, id LIMIT $2)"};

// $2 and $3: the flags to show. Both for all sites, so that one text serves every filter.
constexpr Statement list_sql{"sites.list", R"(
    SELECT id, organisation_id, name, address, postcode, contact_name, contact_phone, contact_email, is_active,
           created_at, version, name_sort
    FROM sites
    WHERE organisation_id = $1 AND is_active IN ($2, $3) AND (name_sort > $4 OR (name_sort = $4 AND id > $5))
    ORDER BY name_sort, id LIMIT $6)"};

constexpr Statement count_sql{"sites.count", R"(
    SELECT count(*) FROM sites WHERE organisation_id = $1 AND is_active IN ($2, $3))"};

constexpr Statement insert_sql{"sites.insert", R"(
    INSERT INTO sites (id, organisation_id, name, name_key, name_sort, address, postcode, contact_name, contact_phone,
                       contact_email, is_active, created_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, 1)
    ON CONFLICT DO NOTHING RETURNING id)"};

constexpr Statement update_sql{"sites.update", R"(
    UPDATE sites SET name = $4, name_key = $5, name_sort = $6, address = $7, postcode = $8, contact_name = $9,
                     contact_phone = $10, contact_email = $11, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3)"};

constexpr Statement update_active_sql{"sites.update_active", R"(
    UPDATE sites SET is_active = $4, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3)"};

constexpr Statement delete_sql{"sites.delete", R"(
    DELETE FROM sites WHERE organisation_id = $1 AND id = $2 AND version = $3)"};

constexpr Statement hold_active_sql{"sites.hold_active", R"(
    UPDATE sites SET is_active = is_active WHERE organisation_id = $1 AND id = $2 AND is_active = 1 RETURNING id)"};

constexpr Statement list_roles_at_sql{"sites.list_roles_at", R"(
    SELECT DISTINCT role, is_external FROM users
    WHERE organisation_id = $1 AND site_id = $2 AND is_active = 1 AND deleted_at IS NULL)"};

constexpr Statement count_users_at_sql{"sites.count_users_at", R"(
    SELECT count(*) FROM users
    WHERE organisation_id = $1 AND site_id = $2 AND is_active = 1 AND deleted_at IS NULL)"};

constexpr Statement move_users_sql{"sites.move_users", R"(
    UPDATE users SET site_id = $3, version = version + 1
    WHERE organisation_id = $1 AND site_id = $2 AND deleted_at IS NULL RETURNING id)"};

constexpr Statement deactivate_users_sql{"sites.deactivate_users", R"(
    UPDATE users SET is_active = 0, version = version + 1
    WHERE organisation_id = $1 AND site_id = $2 AND is_active = 1 AND deleted_at IS NULL RETURNING id)"};

constexpr Statement is_referred_to_sql{"sites.is_referred_to", R"(
    SELECT 1 FROM users WHERE organisation_id = $1 AND site_id = $2
    UNION ALL SELECT 1 FROM invitations WHERE organisation_id = $1 AND site_id = $2
    UNION ALL SELECT 1 FROM locations WHERE organisation_id = $1 AND site_id = $2
    UNION ALL SELECT 1 FROM assets WHERE organisation_id = $1 AND site_id = $2
    UNION ALL SELECT 1 FROM defects WHERE organisation_id = $1 AND site_id = $2
    UNION ALL SELECT 1 FROM documents
              WHERE organisation_id = $1 AND record_type = 'site' AND record_id = $2 AND removed_at IS NULL
    LIMIT 1)"};

Site read(const Row& row)
{
    return {row.id<base::SiteTag>(0),
            row.id<base::OrganisationTag>(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            row.text(6),
            row.text(7),
            row.flag(8),
            row.time(9),
            row.integer(10)};
}

std::optional<Site> read_one(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    return read(*row);
}

struct Flags {
    std::int64_t one;
    std::int64_t other;
};

Flags flags(std::optional<bool> is_active)
{
    if (!is_active) return {0, 1};
    const std::int64_t flag = *is_active ? 1 : 0;
    return {flag, flag};
}

} // namespace

std::optional<Site> find(Transaction& tx, const base::OrganisationId& organisation, const base::SiteId& id)
{
    return read_one(tx.one(find_sql, organisation, id));
}

std::optional<Site> find_by_name(Transaction& tx, const base::OrganisationId& organisation, const std::string& name)
{
    return read_one(tx.one(find_by_name_sql, organisation, base::case_folded(name)));
}

std::vector<Site> list_active(Transaction& tx, const base::OrganisationId& organisation)
{
    std::vector<Site> sites;
    for (const auto& row : tx.all(list_active_sql, organisation, most_sites)) sites.push_back(read(row));
    return sites;
}

Found list(Transaction& tx, const access::Visible<Site>& visible, const ListRequest& request,
           const std::optional<access::KeyPosition>& after)
{
    constexpr std::size_t name_sort_column = 11;
    const auto start = after.value_or(access::KeyPosition{});
    const auto shown = flags(request.is_active);
    Found found;
    for (const auto& row :
         tx.all(list_sql, visible.organisation(), shown.one, shown.other, start.key, start.id, request.limit + 1)) {
        found.sites.push_back(read(row));
        found.positions.push_back({row.text(name_sort_column), row.text(0)});
    }
    return found;
}

std::int64_t count(Transaction& tx, const access::Visible<Site>& visible, std::optional<bool> is_active)
{
    const auto shown = flags(is_active);
    return tx.one(count_sql, visible.organisation(), shown.one, shown.other)->integer(0);
}

std::int64_t count_all(Transaction& tx, const base::OrganisationId& organisation)
{
    return tx.one(count_sql, organisation, 0, 1)->integer(0);
}

bool insert(Transaction& tx, const Site& site)
{
    return tx
        .one(insert_sql, site.id, site.organisation, site.name, base::case_folded(site.name), base::sort_key(site.name),
             site.address, site.postcode, site.contact_name, site.contact_phone, site.contact_email, site.created_at)
        .has_value();
}

bool update(Transaction& tx, const Site& site)
{
    try {
        return tx.execute(update_sql, site.organisation, site.id, site.version, site.name, base::case_folded(site.name),
                          base::sort_key(site.name), site.address, site.postcode, site.contact_name, site.contact_phone,
                          site.contact_email) == 1;
    } catch (const ConstraintViolated&) {
        // Somebody took the name since the verb looked: run the verb again, it then finds the other site.
        throw Retryable("the name of a site was taken at the same moment");
    }
}

bool update_active(Transaction& tx, const Site& site, bool is_active)
{
    return tx.execute(update_active_sql, site.organisation, site.id, site.version, is_active) == 1;
}

bool remove(Transaction& tx, const Site& site)
{
    return tx.execute(delete_sql, site.organisation, site.id, site.version) == 1;
}

bool hold_active(Transaction& tx, const base::OrganisationId& organisation, const base::SiteId& id)
{
    return tx.one(hold_active_sql, organisation, id).has_value();
}

std::vector<RoleAtSite> list_roles_at(Transaction& tx, const base::OrganisationId& organisation, const base::SiteId& id)
{
    std::vector<RoleAtSite> roles;
    for (const auto& row : tx.all(list_roles_at_sql, organisation, id)) roles.push_back({row.text(0), row.flag(1)});
    return roles;
}

std::int64_t count_users_at(Transaction& tx, const base::OrganisationId& organisation, const base::SiteId& id)
{
    return tx.one(count_users_at_sql, organisation, id)->integer(0);
}

std::vector<base::UserId> move_users(Transaction& tx, const base::OrganisationId& organisation,
                                     const base::SiteId& from, const std::optional<base::SiteId>& to)
{
    std::vector<base::UserId> moved;
    for (const auto& row : tx.all(move_users_sql, organisation, from, to)) moved.push_back(row.id<base::UserTag>(0));
    return moved;
}

std::vector<base::UserId> deactivate_users(Transaction& tx, const base::OrganisationId& organisation,
                                           const base::SiteId& site)
{
    std::vector<base::UserId> users;
    for (const auto& row : tx.all(deactivate_users_sql, organisation, site)) users.push_back(row.id<base::UserTag>(0));
    return users;
}

bool is_referred_to(Transaction& tx, const base::OrganisationId& organisation, const base::SiteId& id)
{
    return tx.one(is_referred_to_sql, organisation, id).has_value();
}

} // namespace assetbuddy::sites::store
