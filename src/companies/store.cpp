#include "companies/store.h"

#include "base/text.h"
#include "platform/sql/key_list.h"

namespace assetbuddy::companies::store {
namespace {

using platform::sql::ConstraintViolated;
using platform::sql::Retryable;
using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement find_sql{"companies.find", R"(
    SELECT id, organisation_id, name, phone, email, address, created_at, version
    FROM companies WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement find_by_key_sql{"companies.find_by_key", R"(
    SELECT id, organisation_id, name, phone, email, address, created_at, version
    FROM companies WHERE organisation_id = $1 AND name_key = $2)"};

constexpr Statement list_by_keys_sql{"companies.list_by_keys", R"(
    SELECT c.id, c.organisation_id, c.name, c.phone, c.email, c.address, c.created_at, c.version, c.name_key
    FROM json_each($2) k CROSS JOIN companies c WHERE c.organisation_id = $1 AND c.name_key = k.key)"};

// PostgreSQL only: SQLite has one writer, so its transactions already wait for each other.
constexpr Statement hold_names_sql{"companies.hold_names", R"(
    SELECT 1 FROM json_each($2) k CROSS JOIN companies c
    WHERE c.organisation_id = $1 AND c.name_key = k.key ORDER BY c.id FOR SHARE OF c)"};
constexpr Statement hold_sql{"companies.hold", R"(
    SELECT 1 FROM companies WHERE organisation_id = $1 AND id = $2 FOR UPDATE)"};

// $2: a pattern for the key; '%' for all of them, of which there are few in one organisation.
constexpr Statement list_sql{"companies.list", R"(
    SELECT id, organisation_id, name, phone, email, address, created_at, version, name_sort
    FROM companies
    WHERE organisation_id = $1 AND name_key LIKE $2 ESCAPE '!' AND (name_sort, id) > ($3, $4)
    ORDER BY name_sort, id LIMIT $5)"};

constexpr Statement count_sql{"companies.count", R"(
    SELECT count(*) FROM companies WHERE organisation_id = $1 AND name_key LIKE $2 ESCAPE '!')"};

constexpr Statement insert_sql{"companies.insert", R"(
    INSERT INTO companies (id, organisation_id, name, name_key, name_sort, phone, email, address, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT DO NOTHING RETURNING id)"};

constexpr Statement update_sql{"companies.update", R"(
    UPDATE companies SET name = $4, name_key = $5, name_sort = $6, phone = $7, email = $8, address = $9,
                         version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3)"};

constexpr Statement delete_sql{"companies.delete", R"(
    DELETE FROM companies WHERE organisation_id = $1 AND id = $2 AND version = $3)"};

constexpr Statement count_people_sql{"companies.count_people", R"(
    SELECT k.key,
           (SELECT count(*) FROM users u
            WHERE u.organisation_id = $1 AND u.company_id = k.key AND u.deleted_at IS NULL),
           (SELECT count(*) FROM invitations i
            WHERE i.organisation_id = $1 AND i.company_id = k.key AND i.state IN ('pending', 'locked'))
    FROM json_each($2) k)"};

constexpr Statement list_users_sql{"companies.list_users", R"(
    SELECT id, name, job_title, email, phone, is_active FROM users
    WHERE organisation_id = $1 AND company_id = $2 AND deleted_at IS NULL ORDER BY name_sort, id LIMIT $3)"};

constexpr Statement list_invited_sql{"companies.list_invited", R"(
    SELECT id, name, job_title, email, phone FROM invitations
    WHERE organisation_id = $1 AND company_id = $2 AND state IN ('pending', 'locked')
    ORDER BY created_at, id LIMIT $3)"};

constexpr Statement is_referred_to_sql{"companies.is_referred_to", R"(
    SELECT 1 FROM users WHERE organisation_id = $1 AND company_id = $2
    UNION ALL SELECT 1 FROM invitations WHERE organisation_id = $1 AND company_id = $2
    UNION ALL SELECT 1 FROM documents
              WHERE organisation_id = $1 AND record_type = 'company' AND record_id = $2 AND removed_at IS NULL
    LIMIT 1)"};

// What RETURNING answers stands there as it is: SQLite 3.40 takes `deleted_at IS NULL` there for false.
constexpr Statement update_users_sql{"companies.update_users", R"(
    UPDATE users SET company_id = $3, company_name = $4, version = version + 1
    WHERE organisation_id = $1 AND company_id = $2
    RETURNING id, name, email, job_title, is_external, deleted_at)"};

constexpr Statement update_invitations_sql{"companies.update_invitations", R"(
    UPDATE invitations SET company_id = $3, company_name = $4, version = version + 1
    WHERE organisation_id = $1 AND company_id = $2
    RETURNING id, name, email, job_title, is_external, email_key)"};

constexpr Statement move_documents_sql{"companies.move_documents", R"(
    UPDATE documents SET record_id = $3 WHERE organisation_id = $1 AND record_type = 'company' AND record_id = $2)"};

constexpr Statement list_backlog_sql{"companies.list_backlog", R"(
    SELECT organisation_id, name FROM company_backlog WHERE company_id IS NULL ORDER BY organisation_id, name LIMIT $1)"};

constexpr Statement has_backlog_sql{"companies.has_backlog", "SELECT 1 FROM company_backlog LIMIT 1"};

constexpr Statement note_made_sql{"companies.note_made", R"(
    UPDATE company_backlog SET company_id = $3 WHERE organisation_id = $1 AND name = $2)"};

constexpr Statement link_users_sql{"companies.link_users", R"(
    UPDATE users SET company_id = (SELECT b.company_id FROM company_backlog b
                                   WHERE b.organisation_id = users.organisation_id AND b.name = users.company_name),
                     company_name = (SELECT c.name FROM company_backlog b JOIN companies c ON c.id = b.company_id
                                     WHERE b.organisation_id = users.organisation_id AND b.name = users.company_name)
    WHERE is_external = 1 AND company_name <> '' AND erased_at IS NULL AND company_id IS NULL
      AND EXISTS (SELECT 1 FROM company_backlog b
                  WHERE b.organisation_id = users.organisation_id AND b.name = users.company_name))"};

constexpr Statement link_invitations_sql{"companies.link_invitations", R"(
    UPDATE invitations
    SET company_id = (SELECT b.company_id FROM company_backlog b
                      WHERE b.organisation_id = invitations.organisation_id AND b.name = invitations.company_name),
        company_name = (SELECT c.name FROM company_backlog b JOIN companies c ON c.id = b.company_id
                        WHERE b.organisation_id = invitations.organisation_id AND b.name = invitations.company_name)
    WHERE is_external = 1 AND company_name <> '' AND email_key <> '' AND company_id IS NULL
      AND EXISTS (SELECT 1 FROM company_backlog b
                  WHERE b.organisation_id = invitations.organisation_id AND b.name = invitations.company_name))"};

constexpr Statement end_backlog_sql{"companies.end_backlog",
                                    "DELETE FROM company_backlog WHERE company_id IS NOT NULL"};

Company read(const Row& row)
{
    return {.id = row.id<base::CompanyTag>(0),
            .organisation = row.id<base::OrganisationTag>(1),
            .name = row.text(2),
            .phone = row.text(3),
            .email = row.text(4),
            .address = row.text(5),
            .created_at = row.time(6),
            .version = row.integer(7)};
}

std::optional<Company> read_one(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    return read(*row);
}

/// For LIKE ... ESCAPE '!'.
std::string pattern_of(const std::string& query)
{
    std::string pattern = "%";
    for (const char each : key_of(query)) {
        if (each == '%' || each == '_' || each == '!') pattern += '!';
        pattern += each;
    }
    return pattern.size() > 1 ? pattern + "%" : pattern;
}

Member member(const Row& row)
{
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.flag(4)};
}

} // namespace

std::optional<Company> find(Transaction& tx, const base::OrganisationId& organisation, const base::CompanyId& id)
{
    return read_one(tx.one(find_sql, organisation, id));
}

std::optional<Company> find_by_key(Transaction& tx, const base::OrganisationId& organisation, const std::string& key)
{
    return read_one(tx.one(find_by_key_sql, organisation, key));
}

std::map<std::string, Company> list_by_keys(Transaction& tx, const base::OrganisationId& organisation,
                                            std::span<const std::string> keys)
{
    std::map<std::string, Company> found;
    for (const auto& row : tx.all(list_by_keys_sql, organisation, platform::sql::key_list(keys)))
        found.emplace(row.text(8), read(row));
    return found;
}

void hold_names(Transaction& tx, const base::OrganisationId& organisation, std::span<const std::string> keys)
{
    if (tx.engine() == platform::sql::Engine::postgresql)
        tx.all(hold_names_sql, organisation, platform::sql::key_list(keys));
}

void hold(Transaction& tx, const base::OrganisationId& organisation, const base::CompanyId& id)
{
    if (tx.engine() == platform::sql::Engine::postgresql) tx.one(hold_sql, organisation, id);
}

Found list(Transaction& tx, const access::Visible<Company>& visible, const ListRequest& request,
           const std::optional<access::KeyPosition>& after)
{
    const auto start = after.value_or(access::KeyPosition{});
    Found found;
    for (const auto& row :
         tx.all(list_sql, visible.organisation(), pattern_of(request.query), start.key, start.id, request.limit + 1)) {
        found.companies.push_back(read(row));
        found.positions.push_back({row.text(8), row.text(0)});
    }
    return found;
}

std::int64_t count(Transaction& tx, const access::Visible<Company>& visible, const std::string& query)
{
    return tx.one(count_sql, visible.organisation(), pattern_of(query))->integer(0);
}

bool insert(Transaction& tx, const Company& company)
{
    return tx
        .one(insert_sql, company.id, company.organisation, company.name, key_of(company.name),
             base::sort_key(company.name), company.phone, company.email, company.address, company.created_at)
        .has_value();
}

bool update(Transaction& tx, const Company& company)
try {
    return tx.execute(update_sql, company.organisation, company.id, company.version, company.name, key_of(company.name),
                      base::sort_key(company.name), company.phone, company.email, company.address) == 1;
} catch (const ConstraintViolated&) {
    // Somebody took the name since the verb looked: run the verb again, it then finds the other company.
    throw Retryable("the name of a company was taken at the same moment");
}

bool remove(Transaction& tx, const Company& company)
{
    return tx.execute(delete_sql, company.organisation, company.id, company.version) == 1;
}

std::map<base::CompanyId, Size> sizes(Transaction& tx, const base::OrganisationId& organisation,
                                      std::span<const base::CompanyId> ids)
{
    std::vector<std::string> keys;
    for (const auto& id : ids) keys.push_back(id.text());
    std::map<base::CompanyId, Size> found;
    for (const auto& row : tx.all(count_people_sql, organisation, platform::sql::key_list(keys)))
        found.emplace(row.id<base::CompanyTag>(0), Size{row.integer(1), row.integer(2)});
    return found;
}

std::vector<Person> list_people(Transaction& tx, const base::OrganisationId& organisation, const base::CompanyId& id,
                                std::int64_t most)
{
    using enum Person::Standing;
    std::vector<Person> people;
    for (const auto& row : tx.all(list_users_sql, organisation, id, most))
        people.push_back(
            {row.flag(5) ? active : inactive, row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)});
    for (const auto& row : tx.all(list_invited_sql, organisation, id, most))
        people.push_back({invited, row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)});
    return people;
}

bool is_referred_to(Transaction& tx, const base::OrganisationId& organisation, const base::CompanyId& id)
{
    return tx.one(is_referred_to_sql, organisation, id).has_value();
}

std::vector<Member> update_users(Transaction& tx, const base::CompanyId& from, const Company& company)
{
    std::vector<Member> here;
    for (const auto& row : tx.all(update_users_sql, company.organisation, from, company.id, company.name))
        if (row.is_null(5)) here.push_back(member(row)); // who is deleted is not searched for
    return here;
}

std::vector<Member> update_invitations(Transaction& tx, const base::CompanyId& from, const Company& company)
{
    std::vector<Member> invited;
    for (const auto& row : tx.all(update_invitations_sql, company.organisation, from, company.id, company.name))
        if (!row.text(5).empty()) invited.push_back(member(row)); // nor who is erased
    return invited;
}

void move_documents(Transaction& tx, const Company& from, const Company& to)
{
    tx.post(move_documents_sql, from.organisation, from.id, to.id);
}

std::vector<Waiting> list_backlog(Transaction& tx, std::int64_t most)
{
    std::vector<Waiting> waiting;
    for (const auto& row : tx.all(list_backlog_sql, most))
        waiting.push_back({row.id<base::OrganisationTag>(0), row.text(1)});
    return waiting;
}

bool has_backlog(Transaction& tx)
{
    return tx.one(has_backlog_sql).has_value();
}

void note_made(Transaction& tx, const Waiting& waiting, const base::CompanyId& id)
{
    tx.post(note_made_sql, waiting.organisation, waiting.name, id);
}

void link_backlog(Transaction& tx)
{
    tx.execute(link_users_sql);
    tx.execute(link_invitations_sql);
    tx.execute(end_backlog_sql);
}

} // namespace assetbuddy::companies::store
