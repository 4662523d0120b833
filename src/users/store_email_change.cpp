#include "users/store_email_change.h"

#include "users/store.h"

namespace assetbuddy::users::store {
namespace {

using platform::sql::ConstraintViolated;
using platform::sql::Retryable;
using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement find_organisation_name_sql{"users.find_organisation_name",
                                               "SELECT name FROM organisations WHERE id = $1"};

constexpr Statement insert_sql{"users.insert_email_change", R"(
    INSERT INTO email_changes (id, organisation_id, user_id, email, email_key, from_key, token_hash, code_hash,
                               expires_at, created_at, of_account)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))"};

constexpr Statement find_sql{"users.find_email_change", R"(
    SELECT id, organisation_id, user_id, email, email_key, from_key, code_hash, attempts, expires_at, used_at, voided_at,
           of_account
    FROM email_changes WHERE token_hash = $1)"};

// The update changes nothing; it holds the row on both databases.
constexpr Statement hold_sql{"users.hold_email_change", R"(
    UPDATE email_changes SET attempts = attempts WHERE organisation_id = $1 AND id = $2
    RETURNING id, organisation_id, user_id, email, email_key, from_key, code_hash, attempts, expires_at, used_at,
              voided_at, of_account)"};

constexpr Statement update_attempts_sql{"users.update_email_change_attempts", R"(
    UPDATE email_changes SET attempts = $3 WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement use_sql{"users.use_email_change", R"(
    UPDATE email_changes SET used_at = $3
    WHERE organisation_id = $1 AND id = $2 AND used_at IS NULL AND voided_at IS NULL AND expires_at > $3 AND attempts < 5)"};

constexpr Statement void_sql{"users.void_email_changes", R"(
    UPDATE email_changes SET voided_at = $3
    WHERE organisation_id = $1 AND user_id = $2 AND used_at IS NULL AND voided_at IS NULL)"};

constexpr Statement clear_pending_sql{"users.clear_pending_emails", R"(
    UPDATE users SET pending_email = NULL, version = version + 1 WHERE pending_email IS NOT NULL AND id IN
        (SELECT user_id FROM email_changes WHERE expires_at <= $1 AND used_at IS NULL AND voided_at IS NULL))"};

constexpr Statement delete_outlived_sql{"users.delete_outlived_email_changes",
                                        "DELETE FROM email_changes WHERE expires_at <= $1"};

constexpr Statement list_addresses_sql{"users.list_addresses", R"(
    SELECT email_key FROM email_changes WHERE organisation_id = $1 AND user_id = $2
    UNION SELECT from_key FROM email_changes WHERE organisation_id = $1 AND user_id = $2)"};

constexpr Statement delete_sql{"users.delete_email_changes",
                               "DELETE FROM email_changes WHERE organisation_id = $1 AND user_id = $2"};

constexpr Statement move_sql{"users.move_to_account", R"(
    UPDATE users SET account_id = $4, email = $5, email_key = $6, pending_email = NULL, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3 AND deleted_at IS NULL)"};

constexpr Statement list_places_of_sql{"users.list_places_of", R"(
    SELECT id, organisation_id, account_id, name, email, role, site_id, job_title, phone, is_active, is_external,
           company_name, company_address, access_ends_on, last_seen_at, created_at, version, pending_email, company_id
    FROM users WHERE account_id = $1 AND deleted_at IS NULL)"};

constexpr Statement update_address_sql{"users.update_address_of_places", R"(
    UPDATE users SET email = $2, email_key = $3,
                     pending_email = CASE WHEN pending_email = $2 THEN NULL ELSE pending_email END,
                     version = version + 1
    WHERE account_id = $1 AND deleted_at IS NULL)"};

std::optional<EmailChange> change_of(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    return EmailChange{.id = row->text(0),
                       .organisation = row->id<base::OrganisationTag>(1),
                       .user = row->id<base::UserTag>(2),
                       .email = row->text(3),
                       .email_key = row->text(4),
                       .from_key = row->text(5),
                       .code_hash = row->text(6),
                       .attempts = row->integer(7),
                       .expires_at = row->time(8),
                       .used_at = row->optional_time(9),
                       .voided_at = row->optional_time(10),
                       .becomes = row->flag(11) ? NewAddress::of_the_account : NewAddress::of_the_place};
}

} // namespace

std::string find_organisation_name(Transaction& tx, const base::OrganisationId& organisation)
{
    const auto row = tx.one(find_organisation_name_sql, organisation);
    return row ? row->text(0) : std::string{};
}

void insert_email_change(Transaction& tx, const EmailChange& change, const std::string& token_hash, base::Time now)
{
    tx.execute(insert_sql, change.id, change.organisation, change.user, change.email, change.email_key, change.from_key,
               token_hash, change.code_hash, change.expires_at, now, change.becomes == NewAddress::of_the_account);
}

std::optional<EmailChange> find_email_change(Transaction& tx, const std::string& token_hash)
{
    return change_of(tx.one(find_sql, token_hash));
}

std::optional<EmailChange> hold_email_change(Transaction& tx, const base::OrganisationId& organisation,
                                             const std::string& id)
{
    return change_of(tx.one(hold_sql, organisation, id));
}

void update_attempts(Transaction& tx, const EmailChange& change, std::int64_t attempts)
{
    tx.execute(update_attempts_sql, change.organisation, change.id, attempts);
}

bool use_email_change(Transaction& tx, const EmailChange& change, base::Time now)
{
    return tx.execute(use_sql, change.organisation, change.id, now) == 1;
}

void void_email_changes(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                        base::Time now)
{
    tx.execute(void_sql, organisation, user, now);
}

void expire_email_changes(Transaction& tx, base::Time now, base::Time outlived)
{
    tx.execute(clear_pending_sql, now);
    tx.execute(delete_outlived_sql, outlived);
}

std::vector<std::string> list_addresses(Transaction& tx, const base::OrganisationId& organisation,
                                        const base::UserId& user)
{
    std::vector<std::string> keys;
    for (const auto& row : tx.all(list_addresses_sql, organisation, user)) keys.push_back(row.text(0));
    return keys;
}

void delete_email_changes(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user)
{
    tx.execute(delete_sql, organisation, user);
}

bool move_to_account(Transaction& tx, const User& user, const base::AccountId& account, const base::EmailAddress& email)
try {
    return tx.execute(move_sql, user.organisation, user.id, user.version, account, email.typed(), email.key()) == 1;
} catch (const ConstraintViolated&) {
    throw Retryable("an address or an account got another place at the same moment");
}

std::vector<User> list_places_of(Transaction& tx, const base::AccountId& account)
{
    std::vector<User> places;
    for (const auto& row : tx.all(list_places_of_sql, account)) places.push_back(read(row));
    return places;
}

void update_address_of_places(Transaction& tx, const base::AccountId& account, const base::EmailAddress& email)
try {
    tx.execute(update_address_sql, account, email.typed(), email.key());
} catch (const ConstraintViolated&) {
    throw Retryable("an address got another place at the same moment");
}

} // namespace assetbuddy::users::store
