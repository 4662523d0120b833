#include "organisations/store.h"

#include <array>

#include "access/search.h"

namespace assetbuddy::organisations::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement has_any_sql{"organisations.has_any", "SELECT 1 FROM organisations LIMIT 1"};

constexpr Statement claim_first_sql{"organisations.claim_first", R"(
    INSERT INTO instance (name, value) VALUES ('first_organisation', $1)
    ON CONFLICT (name) DO NOTHING RETURNING name)"};

constexpr Statement insert_sql{"organisations.insert", R"(
    INSERT INTO organisations (id, name, owner_user_id, created_at) VALUES ($1, $2, $3, $4))"};

constexpr Statement find_sql{"organisations.find", R"(
    SELECT id, name, invitation_lifetime_days, reminders, time_zone, session_idle_minutes, session_hours,
           require_second_factor, hand_over_code, receive_hs_notifications, contractor_summary, version
    FROM organisations WHERE id = $1)"};

constexpr Statement update_settings_sql{"organisations.update_settings", R"(
    -- Another rhythm, or other days: the next summary is planned anew.
    UPDATE organisations SET name = $3, invitation_lifetime_days = $4, reminders = $5, time_zone = $6,
                             session_idle_minutes = $7, session_hours = $8, require_second_factor = $9,
                             hand_over_code = $10, receive_hs_notifications = $11,
                             contractor_summary_at = CASE WHEN contractor_summary = $12 AND time_zone = $6
                                                          THEN contractor_summary_at ELSE 0 END,
                             contractor_summary = $12, version = version + 1
    WHERE id = $1 AND version = $2)"};

constexpr Statement is_owner_sql{"organisations.is_owner",
                                 "SELECT 1 FROM organisations WHERE id = $1 AND owner_user_id = $2"};

// The update changes nothing; it holds the row on both databases.
constexpr Statement hold_owned_by_sql{"organisations.hold_owned_by", R"(
    UPDATE organisations SET version = version WHERE id = $1 AND owner_user_id = $2)"};

constexpr Statement update_owner_sql{"organisations.update_owner", R"(
    UPDATE organisations SET owner_user_id = $3, version = version + 1 WHERE id = $1 AND owner_user_id = $2)"};

constexpr Statement insert_confirmation_sql{"organisations.insert_confirmation", R"(
    INSERT INTO confirmations (id, token_hash, code_hash, account_id, organisation_id, user_id, expires_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8))"};

// The update changes nothing; it holds the row on both databases.
constexpr Statement hold_newest_sql{"organisations.hold_newest_confirmation", R"(
    UPDATE confirmations SET attempts = attempts
    WHERE organisation_id = $1 AND id =
        (SELECT id FROM confirmations WHERE organisation_id = $1 AND user_id = $2 ORDER BY created_at DESC, id DESC LIMIT 1)
    RETURNING id, account_id, organisation_id, user_id, code_hash, attempts, expires_at, used_at, voided_at)"};

constexpr Statement find_confirmation_sql{"organisations.find_confirmation", R"(
    SELECT id, account_id, organisation_id, user_id, code_hash, attempts, expires_at, used_at, voided_at
    FROM confirmations WHERE token_hash = $1)"};

constexpr Statement update_attempts_sql{"organisations.update_attempts", R"(
    UPDATE confirmations SET attempts = $3 WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement update_used_sql{"organisations.update_used", R"(
    UPDATE confirmations SET used_at = $3
    WHERE organisation_id = $1 AND id = $2 AND used_at IS NULL AND voided_at IS NULL AND expires_at > $3)"};

constexpr Statement void_sql{"organisations.void_confirmations", R"(
    UPDATE confirmations SET voided_at = $3
    WHERE organisation_id = $1 AND user_id = $2 AND used_at IS NULL AND voided_at IS NULL)"};

constexpr Statement count_since_sql{"organisations.count_confirmations", R"(
    SELECT COUNT(*), COALESCE(MAX(created_at), 0) FROM confirmations
    WHERE organisation_id = $1 AND user_id = $2 AND created_at > $3)"};

constexpr Statement update_confirmed_sql{"organisations.confirm_account", R"(
    UPDATE accounts SET confirmed_at = $2 WHERE id = $1 AND confirmed_at IS NULL)"};

constexpr Statement move_place_sql{"organisations.move_place", R"(
    UPDATE users SET account_id = $3, version = version + 1 WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement delete_confirmations_sql{"organisations.delete_confirmations", R"(
    DELETE FROM confirmations WHERE organisation_id = $1 AND account_id = $2)"};
constexpr Statement delete_sessions_sql{"organisations.delete_sessions",
                                        "DELETE FROM sessions WHERE organisation_id = $1 AND account_id = $2"};
constexpr Statement delete_account_sql{"organisations.delete_account",
                                       "DELETE FROM accounts WHERE id = $1 AND confirmed_at IS NULL"};

constexpr Statement list_unconfirmed_sql{"organisations.list_unconfirmed", R"(
    SELECT id FROM accounts WHERE confirmed_at IS NULL AND created_at <= $1 ORDER BY created_at LIMIT $2)"};

constexpr Statement hold_unconfirmed_sql{"organisations.hold_unconfirmed", R"(
    UPDATE accounts SET confirmed_at = NULL WHERE id = $1 AND confirmed_at IS NULL RETURNING id)"};

constexpr Statement list_signed_up_sql{"organisations.list_signed_up",
                                       "SELECT organisation_id FROM users WHERE account_id = $1 AND role = 'owner'"};

// In this order: what points comes before what it points to; the audit log after its organisation.
constexpr std::array remove_organisation_sql{
    Statement{"organisations.remove_idempotency_keys", "DELETE FROM idempotency_keys WHERE organisation_id = $1"},
    Statement{"organisations.remove_notifications", "DELETE FROM notifications WHERE organisation_id = $1"},
    Statement{"organisations.remove_notification_choices",
              "DELETE FROM notification_choices WHERE organisation_id = $1"},
    Statement{"organisations.remove_api_tokens", "DELETE FROM api_tokens WHERE organisation_id = $1"},
    Statement{"organisations.remove_sessions", "DELETE FROM sessions WHERE organisation_id = $1"},
    Statement{"organisations.remove_confirmations", "DELETE FROM confirmations WHERE organisation_id = $1"},
    Statement{"organisations.note_kept_mails", R"(
        INSERT INTO forgotten_mails (message_id, created_at, noted_at)
        SELECT message_id, created_at, created_at FROM letters WHERE organisation_id = $1 AND state IN ('kept', 'queued')
        ON CONFLICT DO NOTHING)"},
    Statement{"organisations.remove_uploads", "DELETE FROM uploads WHERE organisation_id = $1"},
    Statement{"organisations.remove_document_versions", "DELETE FROM document_versions WHERE organisation_id = $1"},
    Statement{"organisations.remove_documents", "DELETE FROM documents WHERE organisation_id = $1"},
    Statement{"organisations.remove_defect_events", "DELETE FROM defect_events WHERE organisation_id = $1"},
    Statement{"organisations.remove_defects", "DELETE FROM defects WHERE organisation_id = $1"},
    Statement{"organisations.remove_defect_numbers", "DELETE FROM defect_numbers WHERE organisation_id = $1"},
    Statement{"organisations.remove_asset_events", "DELETE FROM asset_events WHERE organisation_id = $1"},
    Statement{"organisations.remove_asset_imports", "DELETE FROM asset_imports WHERE organisation_id = $1"},
    Statement{"organisations.remove_assets", "DELETE FROM assets WHERE organisation_id = $1"},
    Statement{"organisations.remove_asset_numbers", "DELETE FROM asset_numbers WHERE organisation_id = $1"},
    Statement{"organisations.remove_categories", "DELETE FROM categories WHERE organisation_id = $1"},
    Statement{"organisations.remove_letters", "DELETE FROM letters WHERE organisation_id = $1"},
    Statement{"organisations.remove_import_rows", "DELETE FROM import_rows WHERE organisation_id = $1"},
    Statement{"organisations.remove_imports", "DELETE FROM imports WHERE organisation_id = $1"},
    Statement{"organisations.remove_invitation_links", "DELETE FROM invitation_links WHERE organisation_id = $1"},
    Statement{"organisations.remove_replaced_tokens", "DELETE FROM replaced_tokens WHERE organisation_id = $1"},
    Statement{"organisations.remove_invitations", "DELETE FROM invitations WHERE organisation_id = $1"},
    Statement{"organisations.remove_email_changes", "DELETE FROM email_changes WHERE organisation_id = $1"},
    Statement{"organisations.remove_contractor_summaries",
              "DELETE FROM contractor_summaries WHERE organisation_id = $1"},
    Statement{"organisations.remove_users", "DELETE FROM users WHERE organisation_id = $1"},
    Statement{"organisations.remove_companies", "DELETE FROM companies WHERE organisation_id = $1"},
    Statement{"organisations.remove_locations", "DELETE FROM locations WHERE organisation_id = $1"},
    Statement{"organisations.remove_role_sets", "DELETE FROM role_sets WHERE organisation_id = $1"},
    Statement{"organisations.remove_sites", "DELETE FROM sites WHERE organisation_id = $1"},
    Statement{"organisations.remove", "DELETE FROM organisations WHERE id = $1"},
    Statement{"organisations.remove_audit_personal", "DELETE FROM audit_personal WHERE organisation_id = $1"},
    Statement{"organisations.remove_audit_entries", "DELETE FROM audit_entries WHERE organisation_id = $1"},
    Statement{"organisations.remove_audit_heads", "DELETE FROM audit_heads WHERE organisation_id = $1"},
    Statement{"organisations.reopen_first", "DELETE FROM instance WHERE name = 'first_organisation' AND value = $1"},
};

constexpr Statement list_own_places_sql{"organisations.list_own_places", R"(
    SELECT o.name, u.id, u.organisation_id, u.account_id, u.name, u.email, u.role, u.site_id, u.job_title, u.phone,
           u.is_active, u.is_external, u.company_name, u.company_address, u.access_ends_on, u.last_seen_at, u.created_at,
           u.version, u.pending_email, u.company_id, u.account_id
    FROM users u JOIN organisations o ON o.id = u.organisation_id
    WHERE u.account_id IN ($1) AND u.deleted_at IS NULL
    ORDER BY o.name, o.id)"};

Confirmation confirmation_of(const Row& row)
{
    return {.id = row.text(0),
            .account = row.id<base::AccountTag>(1),
            .organisation = row.id<base::OrganisationTag>(2),
            .user = row.id<base::UserTag>(3),
            .code_hash = row.text(4),
            .attempts = row.integer(5),
            .expires_at = row.time(6),
            .used_at = row.optional_time(7),
            .voided_at = row.optional_time(8)};
}

PlaceRow place_of(const Row& row)
{
    const auto role = access::read_role(row.text(6));
    if (!role) throw platform::sql::DatabaseError("a user's role is not one this program knows");
    return {.organisation_name = row.text(0),
            .id = row.id<base::UserTag>(1),
            .organisation = row.id<base::OrganisationTag>(2),
            .account = row.id<base::AccountTag>(3),
            .name = row.text(4),
            .email = row.text(5),
            .role = *role,
            .site = row.optional_id<base::SiteId>(7),
            .job_title = row.text(8),
            .phone = row.text(9),
            .is_active = row.flag(10),
            .is_external = row.flag(11),
            .company_name = row.text(12),
            .company_address = row.text(13),
            .access_ends_on = row.optional_text(14),
            .last_seen_at = row.time(15),
            .created_at = row.time(16),
            .version = row.integer(17),
            .pending_email = row.optional_text(18),
            .company = row.optional_id<base::CompanyId>(19)};
}

} // namespace

bool has_any_organisation(Transaction& tx)
{
    return tx.one(has_any_sql).has_value();
}

bool claim_first(Transaction& tx, const base::OrganisationId& organisation)
{
    return tx.one(claim_first_sql, organisation).has_value();
}

void insert_organisation(Transaction& tx, const base::OrganisationId& id, const std::string& name,
                         const base::UserId& owner, base::Time now)
{
    tx.post(insert_sql, id, name, owner, now);
}

std::optional<Organisation> find(Transaction& tx, const base::OrganisationId& id)
{
    const auto row = tx.one(find_sql, id);
    if (!row) return std::nullopt;
    return Organisation{.id = row->id<base::OrganisationTag>(0),
                        .settings = {.name = row->text(1),
                                     .invitation_lifetime_days = row->integer(2),
                                     .reminders = row->flag(3),
                                     .time_zone = row->text(4),
                                     .session_idle_minutes = row->integer(5),
                                     .session_hours = row->integer(6),
                                     .require_second_factor = row->flag(7),
                                     .hand_over_code = row->flag(8),
                                     .receive_hs_notifications = row->flag(9),
                                     .contractor_summary = row->text(10)},
                        .version = row->integer(11)};
}

bool update_settings(Transaction& tx, const Organisation& organisation)
{
    const auto& settings = organisation.settings;
    return tx.execute(update_settings_sql, organisation.id, organisation.version, settings.name,
                      settings.invitation_lifetime_days, settings.reminders, settings.time_zone,
                      settings.session_idle_minutes, settings.session_hours, settings.require_second_factor,
                      settings.hand_over_code, settings.receive_hs_notifications, settings.contractor_summary) == 1;
}

void insert_confirmation(Transaction& tx, const Confirmation& confirmation, const std::string& token_hash,
                         base::Time now)
{
    tx.post(insert_confirmation_sql, confirmation.id, token_hash, confirmation.code_hash, confirmation.account,
            confirmation.organisation, confirmation.user, confirmation.expires_at, now);
}

std::optional<Confirmation> hold_newest_confirmation(Transaction& tx, const base::OrganisationId& organisation,
                                                     const base::UserId& user)
{
    const auto row = tx.one(hold_newest_sql, organisation, user);
    if (!row) return std::nullopt;
    return confirmation_of(*row);
}

std::optional<Confirmation> find_confirmation(Transaction& tx, const std::string& token_hash)
{
    const auto row = tx.one(find_confirmation_sql, token_hash);
    if (!row) return std::nullopt;
    return confirmation_of(*row);
}

void update_attempts(Transaction& tx, const Confirmation& confirmation, std::int64_t attempts)
{
    tx.post(update_attempts_sql, confirmation.organisation, confirmation.id, attempts);
}

bool update_used(Transaction& tx, const Confirmation& confirmation, base::Time now)
{
    return tx.execute(update_used_sql, confirmation.organisation, confirmation.id, now) == 1;
}

void void_confirmations(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                        base::Time now)
{
    tx.post(void_sql, organisation, user, now);
}

Sent count_confirmations_since(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                               base::Time moment)
{
    const auto row = tx.one(count_since_sql, organisation, user, moment).value();
    return {row.integer(0), row.time(1)};
}

void update_confirmed(Transaction& tx, const base::AccountId& account, base::Time now)
try {
    tx.post(update_confirmed_sql, account, now);
} catch (const platform::sql::ConstraintViolated&) {
    throw platform::sql::Retryable("an address got its account in another transaction");
}

void move_place(Transaction& tx, const Confirmation& confirmation, const base::AccountId& to)
{
    tx.post(move_place_sql, confirmation.organisation, confirmation.user, to);
    tx.post(delete_sessions_sql, confirmation.organisation, confirmation.account);
    tx.post(delete_confirmations_sql, confirmation.organisation, confirmation.account);
    tx.post(delete_account_sql, confirmation.account);
}

std::vector<base::AccountId> list_unconfirmed(Transaction& tx, base::Time moment, std::int64_t most)
{
    std::vector<base::AccountId> accounts;
    for (const auto& row : tx.all(list_unconfirmed_sql, moment, most)) accounts.push_back(row.id<base::AccountTag>(0));
    return accounts;
}

bool delete_unconfirmed(Transaction& tx, const base::AccountId& account)
{
    if (!tx.one(hold_unconfirmed_sql, account)) return false;
    for (const auto& row : tx.all(list_signed_up_sql, account)) {
        const auto organisation = row.id<base::OrganisationTag>(0);
        access::remove_all_from_search(tx, organisation);
        for (const auto& statement : remove_organisation_sql) tx.execute(statement, organisation);
    }
    return tx.execute(delete_account_sql, account) == 1;
}

std::vector<PlaceRow> list_own_places(Transaction& tx, const base::AccountId& account)
{
    std::vector<PlaceRow> places;
    for (const auto& row : tx.look_up(list_own_places_sql, account.text())) places.push_back(place_of(row));
    return places;
}

bool is_owner(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user)
{
    return tx.one(is_owner_sql, organisation, user).has_value();
}

bool hold_owned_by(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user)
{
    return tx.execute(hold_owned_by_sql, organisation, user) == 1;
}

void update_owner(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& from,
                  const base::UserId& to)
{
    tx.execute(update_owner_sql, organisation, from, to);
}

} // namespace assetbuddy::organisations::store
