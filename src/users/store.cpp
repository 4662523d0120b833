#include "users/store.h"

#include "base/text.h"
#include "platform/sql/key_list.h"
#include "platform/sql/many_rows.h"

namespace assetbuddy::users::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement find_sql{"users.find", R"(
    SELECT id, organisation_id, account_id, name, email, role, site_id, job_title, phone, is_active, is_external,
           company_name, company_address, access_ends_on, last_seen_at, created_at, version, pending_email, company_id
    FROM users WHERE organisation_id = $1 AND id = $2 AND deleted_at IS NULL)"};

constexpr Statement find_by_email_sql{"users.find_by_email", R"(
    SELECT id, organisation_id, account_id, name, email, role, site_id, job_title, phone, is_active, is_external,
           company_name, company_address, access_ends_on, last_seen_at, created_at, version, pending_email, company_id
    FROM users WHERE organisation_id = $1 AND email_key = $2 AND deleted_at IS NULL)"};

constexpr Statement list_with_email_sql{"users.list_with_email", R"(
    SELECT u.email_key, u.id, u.is_active FROM json_each($2) k CROSS JOIN users u
    WHERE u.organisation_id = $1 AND u.email_key = k.key AND u.deleted_at IS NULL)"};

constexpr Statement insert_sql{"users.insert", R"(
    INSERT INTO users (id, organisation_id, account_id, name, name_sort, email, email_key, role, site_id, job_title,
                       phone, is_active, is_external, company_name, company_address, access_ends_on, created_at,
                       last_seen_at, company_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19))"};

constexpr Statement update_profile_sql{"users.update_profile", R"(
    UPDATE users SET name = $4, name_sort = $5, job_title = $6, phone = $7, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3 AND deleted_at IS NULL)"};

constexpr Statement update_sql{"users.update", R"(
    UPDATE users SET name = $4, name_sort = $5, role = $6, site_id = $7, job_title = $8, phone = $9, is_active = $10,
                     is_external = $11, company_name = $12, company_address = $13, access_ends_on = $14,
                     pending_email = $15, company_id = $16, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3 AND deleted_at IS NULL)"};

constexpr Statement mark_deleted_sql{"users.mark_deleted", R"(
    UPDATE users SET deleted_at = $4, is_active = 0, pending_email = NULL, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3 AND deleted_at IS NULL AND role <> 'owner')"};

constexpr Statement find_not_erased_sql{"users.find_not_erased", R"(
    SELECT id, organisation_id, account_id, name, email, role, site_id, job_title, phone, is_active, is_external,
           company_name, company_address, access_ends_on, last_seen_at, created_at, version, pending_email, company_id,
           deleted_at
    FROM users WHERE organisation_id = $1 AND id = $2 AND erased_at IS NULL)"};

constexpr Statement erase_sql{"users.erase", R"(
    UPDATE users SET name = $3, name_sort = $4, email = $3, email_key = '', phone = '', job_title = '',
                     company_name = CASE WHEN is_external = 1 THEN $3 ELSE '' END, company_address = '',
                     company_id = NULL, access_ends_on = NULL, last_seen_at = 0, erased_at = $5, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND deleted_at IS NOT NULL)"};

constexpr Statement delete_kept_answers_sql{"users.delete_kept_answers",
                                            "DELETE FROM idempotency_keys WHERE organisation_id = $1 AND user_id = $2"};

constexpr Statement list_endings_sql{"users.list_endings", R"(
    SELECT u.organisation_id, u.id, u.access_ends_on, o.time_zone
    FROM users u JOIN organisations o ON o.id = u.organisation_id
    WHERE u.access_ends_on IS NOT NULL AND u.is_active = 1 AND u.deleted_at IS NULL AND u.access_ends_on <= $1
      AND (u.access_ends_on, u.id) > ($2, $3)
    ORDER BY u.access_ends_on, u.id LIMIT $4)"};

} // namespace

User read(const Row& row)
{
    const auto role = access::read_role(row.text(5));
    if (!role) throw platform::sql::DatabaseError("a user's role is not one this program knows");
    return {.id = row.id<base::UserTag>(0),
            .organisation = row.id<base::OrganisationTag>(1),
            .account = row.id<base::AccountTag>(2),
            .name = row.text(3),
            .email = row.text(4),
            .pending_email = row.optional_text(17),
            .role = *role,
            .site = row.optional_id<base::SiteId>(6),
            .job_title = row.text(7),
            .phone = row.text(8),
            .is_active = row.flag(9),
            .is_external = row.flag(10),
            .company_name = row.text(11),
            .company = row.optional_id<base::CompanyId>(18),
            .company_address = row.text(12),
            .access_ends_on = row.optional_text(13),
            .last_seen_at = row.time(14),
            .created_at = row.time(15),
            .version = row.integer(16)};
}

std::optional<User> find(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& id)
{
    const auto row = tx.one(find_sql, organisation, id);
    return row ? std::optional{read(*row)} : std::nullopt;
}

void foresee_by_email(Transaction& tx, const base::OrganisationId& organisation, const std::string& email_key)
{
    tx.foresee(find_by_email_sql, organisation, email_key);
}

std::optional<User> find_by_email(Transaction& tx, const base::OrganisationId& organisation,
                                  const std::string& email_key)
{
    const auto row = tx.one(find_by_email_sql, organisation, email_key);
    return row ? std::optional{read(*row)} : std::nullopt;
}

std::vector<WithEmail> list_with_email(Transaction& tx, const base::OrganisationId& organisation,
                                       std::span<const std::string> email_keys)
{
    std::vector<WithEmail> found;
    for (const auto& row : tx.all(list_with_email_sql, organisation, platform::sql::key_list(email_keys)))
        found.push_back({row.text(0), row.id<base::UserTag>(1), row.flag(2)});
    return found;
}

void insert(Transaction& tx, const User& user, const std::string& email_key)
{
    tx.post(insert_sql, user.id, user.organisation, user.account, user.name, base::sort_key(user.name), user.email,
            email_key, access::to_text(user.role), user.site, user.job_title, user.phone, user.is_active,
            user.is_external, user.company_name, user.company_address, user.access_ends_on, user.created_at,
            user.last_seen_at, user.company);
}

void insert_all(Transaction& tx, std::span<const Keyed> users)
{
    platform::sql::ManyRows rows{
        "users.insert_all",
        "INSERT INTO users (id, organisation_id, account_id, name, name_sort, email, email_key, role, site_id, "
        "job_title, phone, is_active, is_external, company_name, company_address, access_ends_on, created_at, "
        "last_seen_at, company_id) VALUES",
        19};
    for (const auto& [user, email_key] : users)
        rows.add(user.id, user.organisation, user.account, user.name, rows.keep(base::sort_key(user.name)), user.email,
                 email_key, access::to_text(user.role), user.site, user.job_title, user.phone, user.is_active,
                 user.is_external, user.company_name, user.company_address, user.access_ends_on, user.created_at,
                 user.last_seen_at, user.company);
    rows.write(tx);
}

bool update_profile(Transaction& tx, const User& user)
{
    return tx.execute(update_profile_sql, user.organisation, user.id, user.version, user.name,
                      base::sort_key(user.name), user.job_title, user.phone) == 1;
}

bool update(Transaction& tx, const User& user)
{
    return tx.execute(update_sql, user.organisation, user.id, user.version, user.name, base::sort_key(user.name),
                      access::to_text(user.role), user.site, user.job_title, user.phone, user.is_active,
                      user.is_external, user.company_name, user.company_address, user.access_ends_on,
                      user.pending_email, user.company) == 1;
}

bool mark_deleted(Transaction& tx, const User& user, base::Time now)
{
    return tx.execute(mark_deleted_sql, user.organisation, user.id, user.version, now) == 1;
}

std::optional<NotErased> find_not_erased(Transaction& tx, const base::OrganisationId& organisation,
                                         const base::UserId& id)
{
    const auto row = tx.one(find_not_erased_sql, organisation, id);
    if (!row) return std::nullopt;
    return NotErased{read(*row), !row->is_null(19)};
}

void erase(Transaction& tx, const User& user, const std::string& name, base::Time now)
{
    tx.execute(erase_sql, user.organisation, user.id, name, base::sort_key(name), now);
}

void delete_kept_answers(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& id)
{
    tx.execute(delete_kept_answers_sql, organisation, id);
}

std::vector<Ending> list_endings(Transaction& tx, const std::string& day, const Ending& last, std::int64_t most)
{
    std::vector<Ending> endings;
    for (const auto& row : tx.all(list_endings_sql, day, last.day, last.user, most))
        endings.push_back({row.id<base::OrganisationTag>(0), row.id<base::UserTag>(1), row.text(2), row.text(3)});
    return endings;
}

} // namespace assetbuddy::users::store
