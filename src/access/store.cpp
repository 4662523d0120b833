#include "access/store.h"

#include "platform/sql/many_rows.h"

namespace assetbuddy::access::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement find_standing_sql{"access.find_standing", R"(
    SELECT s.id, s.account_id, s.organisation_id, s.user_id, s.created_at, s.last_used_at, s.reauthenticated_at,
           u.name, u.email, u.role, u.site_id, u.is_external, u.is_active, u.deleted_at,
           a.confirmed_at, o.name, o.time_zone, o.session_idle_minutes, o.session_hours,
           g.grants, s.second_factor, o.require_second_factor, s.token_hash
    FROM sessions s
    JOIN users u ON u.organisation_id = s.organisation_id AND u.id = s.user_id AND u.account_id = s.account_id
    JOIN accounts a ON a.id = s.account_id
    JOIN organisations o ON o.id = s.organisation_id
    LEFT JOIN role_sets g ON g.organisation_id = s.organisation_id AND g.role = u.role
    WHERE s.token_hash IN ($1))"};

// A token has no second factor of its own: the account must have one where the organisation asks for it.
constexpr Statement find_token_standing_sql{"access.find_token_standing", R"(
    SELECT t.id, u.account_id, t.organisation_id, t.user_id, t.created_at, COALESCE(t.last_used_at, 0), t.expires_at,
           u.name, u.email, u.role, u.site_id, u.is_external, u.is_active, u.deleted_at,
           a.confirmed_at, o.name, o.time_zone, 0, 0,
           g.grants,
           CASE WHEN EXISTS (SELECT 1 FROM authenticators f
                             WHERE f.account_id = u.account_id AND f.confirmed_at IS NOT NULL)
                  OR EXISTS (SELECT 1 FROM passkeys p WHERE p.account_id = u.account_id) THEN 1 ELSE 0 END,
           o.require_second_factor, t.token_hash
    FROM api_tokens t
    JOIN users u ON u.organisation_id = t.organisation_id AND u.id = t.user_id
    JOIN accounts a ON a.id = u.account_id
    JOIN organisations o ON o.id = t.organisation_id
    LEFT JOIN role_sets g ON g.organisation_id = t.organisation_id AND g.role = u.role
    WHERE t.token_hash IN ($1))"};

constexpr Statement list_role_sets_sql{"access.list_role_sets", R"(
    SELECT role, grants FROM role_sets WHERE organisation_id = $1 AND grants IS NOT NULL)"};

// Waits for, and keeps out, changes of role and activity alone: they are part of a key.
constexpr Statement hold_standing_sql{"access.hold_standing", R"(
    SELECT role FROM users WHERE organisation_id = $1 AND id = $2 AND is_active = 1 AND deleted_at IS NULL
    FOR KEY SHARE)"};

constexpr Statement list_places_sql{"access.list_places", R"(
    SELECT o.id, o.name, u.id, u.name, u.role, u.is_active,
           (SELECT COUNT(*) FROM (SELECT 1 FROM notifications n
                                  WHERE n.organisation_id = u.organisation_id AND n.user_id = u.id AND n.read_at IS NULL
                                  LIMIT 100) unread),
           u.account_id
    FROM users u JOIN organisations o ON o.id = u.organisation_id
    WHERE u.account_id IN ($1) AND u.deleted_at IS NULL
    ORDER BY o.name, o.id)"};

constexpr Statement is_open_place_sql{"access.is_open_place", R"(
    SELECT 1 FROM users
    WHERE organisation_id = $1 AND id = $2 AND account_id = $3 AND is_active = 1 AND deleted_at IS NULL)"};

constexpr Statement insert_session_sql{"access.insert_session", R"(
    INSERT INTO sessions (id, token_hash, account_id, organisation_id, user_id, created_at, last_used_at,
                          reauthenticated_at, address, agent, second_factor)
    VALUES ($1, $2, $3, $4, $5, $6, $6, $6, $7, $8, $9))"};

constexpr Statement has_second_factor_sql{"access.has_second_factor", R"(
    SELECT 1 FROM authenticators WHERE account_id = $1 AND confirmed_at IS NOT NULL
    UNION ALL SELECT 1 FROM passkeys WHERE account_id = $1 LIMIT 1)"};

constexpr Statement delete_tokens_of_place_sql{"access.delete_tokens_of_place",
                                               "DELETE FROM api_tokens WHERE organisation_id = $1 AND user_id = $2"};

constexpr Statement delete_tokens_of_account_sql{"access.delete_tokens_of_account", R"(
    DELETE FROM api_tokens WHERE id IN (
        SELECT t.id FROM api_tokens t
        JOIN users u ON u.organisation_id = t.organisation_id AND u.id = t.user_id
        WHERE u.account_id = $1))"};

constexpr Statement update_token_used_sql{"access.update_token_used", R"(
    UPDATE api_tokens SET last_used_at = $3
    WHERE organisation_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < $3))"};

constexpr Statement delete_oldest_sql{"access.delete_oldest_sessions", R"(
    DELETE FROM sessions WHERE id IN (
        SELECT id FROM sessions WHERE account_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1000 OFFSET $2))"};

constexpr Statement delete_session_sql{"access.delete_session", "DELETE FROM sessions WHERE id = $1"};

constexpr Statement delete_of_account_sql{"access.delete_sessions_of_account",
                                          "DELETE FROM sessions WHERE account_id = $1 AND id <> $2"};

// The update changes nothing; it holds the row on both databases.
constexpr Statement hold_other_place_sql{"access.hold_other_place", R"(
    UPDATE users SET version = version
    WHERE is_active = 1 AND deleted_at IS NULL AND id = (
        SELECT u.id FROM users u JOIN accounts a ON a.id = u.account_id
        WHERE u.account_id = $1 AND u.id <> $2 AND u.is_active = 1 AND u.deleted_at IS NULL
        ORDER BY CASE WHEN u.id = a.last_user_id THEN 0 ELSE 1 END, u.last_seen_at DESC, u.id LIMIT 1)
    RETURNING organisation_id, id)"};

constexpr Statement move_sessions_sql{"access.move_sessions", R"(
    UPDATE sessions SET organisation_id = $3, user_id = $4 WHERE organisation_id = $1 AND user_id = $2)"};

constexpr Statement delete_of_place_sql{"access.delete_sessions_of_place",
                                        "DELETE FROM sessions WHERE organisation_id = $1 AND user_id = $2"};

constexpr Statement update_last_used_sql{"access.update_last_used",
                                         "UPDATE sessions SET last_used_at = $2 WHERE id = $1 AND last_used_at < $2"};

constexpr Statement update_last_seen_sql{"access.update_last_seen",
                                         R"(
    UPDATE users SET last_seen_at = $3 WHERE organisation_id = $1 AND id = $2 AND last_seen_at < $3)"};

constexpr Statement update_last_place_sql{"access.update_last_place",
                                          "UPDATE accounts SET last_user_id = $2 WHERE id = $1"};

constexpr Statement update_reauthenticated_sql{"access.update_reauthenticated",
                                               "UPDATE sessions SET reauthenticated_at = $2 WHERE id = $1"};

constexpr Statement delete_unused_sql{"access.delete_unused_sessions", "DELETE FROM sessions WHERE last_used_at < $1"};

constexpr Statement lock_head_sql{"access.lock_head", R"(
    SELECT number, hash FROM audit_heads WHERE organisation_id = $1 FOR UPDATE)"};

constexpr Statement make_head_sql{"access.make_head", R"(
    INSERT INTO audit_heads (organisation_id, number, hash) VALUES ($1, 0, '')
    ON CONFLICT (organisation_id) DO UPDATE SET number = audit_heads.number
    RETURNING number, hash)"};

constexpr Statement find_head_sql{"access.find_head",
                                  "SELECT number, hash FROM audit_heads WHERE organisation_id = $1"};

constexpr Statement move_head_sql{"access.move_head",
                                  "UPDATE audit_heads SET number = $2, hash = $3 WHERE organisation_id = $1"};

constexpr Statement insert_entry_sql{"access.insert_entry", R"(
    INSERT INTO audit_entries (organisation_id, number, at, actor_user_id, action, record_type, record_id, body,
                               previous_hash, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))"};

constexpr Statement insert_personal_sql{"access.insert_personal", R"(
    INSERT INTO audit_personal (organisation_id, number, personal) VALUES ($1, $2, $3))"};

constexpr Statement list_chain_sql{"access.list_chain", R"(
    SELECT e.number, e.at, e.actor_user_id, e.action, e.record_type, e.record_id, e.body, e.previous_hash, e.hash,
           p.personal
    FROM audit_entries e
    LEFT JOIN audit_personal p ON p.organisation_id = e.organisation_id AND p.number = e.number
    WHERE e.organisation_id = $1 AND e.number > $2
    ORDER BY e.number LIMIT $3)"};

constexpr Statement list_personal_of_record_sql{"access.list_personal_of_record", R"(
    SELECT e.number, e.at, e.actor_user_id, p.personal
    FROM audit_entries e
    JOIN audit_personal p ON p.organisation_id = e.organisation_id AND p.number = e.number
    WHERE e.organisation_id = $1 AND e.record_type = $2 AND e.record_id = $3 AND (e.at, e.number) > ($4, $5)
    ORDER BY e.at, e.number LIMIT $6)"};

constexpr Statement list_personal_of_actor_sql{"access.list_personal_of_actor", R"(
    SELECT e.number, e.at, e.actor_user_id, p.personal
    FROM audit_entries e
    JOIN audit_personal p ON p.organisation_id = e.organisation_id AND p.number = e.number
    WHERE e.organisation_id = $1 AND e.actor_user_id = $2 AND (e.at, e.number) > ($3, $4)
    ORDER BY e.at, e.number LIMIT $5)"};

constexpr Statement update_personal_sql{
    "access.update_personal", "UPDATE audit_personal SET personal = $3 WHERE organisation_id = $1 AND number = $2"};

constexpr Statement delete_personal_sql{"access.delete_personal",
                                        "DELETE FROM audit_personal WHERE organisation_id = $1 AND number = $2"};

constexpr Statement list_organisations_sql{"access.list_organisations", "SELECT id FROM organisations ORDER BY id"};

constexpr Statement find_kept_answer_sql{"access.find_kept_answer", R"(
    SELECT body_hash, status, box FROM idempotency_keys
    WHERE organisation_id = $1 AND user_id = $2 AND path = $3 AND key = $4)"};

constexpr Statement insert_kept_answer_sql{"access.insert_kept_answer", R"(
    INSERT INTO idempotency_keys (organisation_id, user_id, path, key, body_hash, status, box, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT DO NOTHING RETURNING key)"};

constexpr Statement delete_kept_answer_sql{"access.delete_kept_answer", R"(
    DELETE FROM idempotency_keys
    WHERE organisation_id = $1 AND user_id = $2 AND path = $3 AND key = $4 AND created_at <= $5)"};

Role role_of(const Row& row, std::size_t column)
{
    const auto role = read_role(row.text(column));
    if (!role) throw platform::sql::DatabaseError("a user's role is not one this program knows");
    return *role;
}

std::optional<GrantSet> role_set_of(const Row& row, std::size_t column)
{
    const auto text = row.optional_text(column);
    return text ? std::optional{read_grants(*text)} : std::nullopt;
}

/// The columns both kinds of credential share.
Actor::Facts facts_of(const Row& row)
{
    return {.account = row.id<base::AccountTag>(1),
            .organisation = row.id<base::OrganisationTag>(2),
            .organisation_name = row.text(15),
            .user = row.id<base::UserTag>(3),
            .session = {},
            .name = row.text(7),
            .email = row.text(8),
            .role = role_of(row, 9),
            .site = row.optional_id<base::SiteId>(10),
            .is_external = row.flag(11),
            .email_confirmed = !row.is_null(14),
            .time_zone = row.text(16),
            .has_second_factor = row.flag(20),
            .lacks_second_factor = row.flag(21) && !row.flag(20),
            .role_set = role_set_of(row, 19)};
}

} // namespace

std::optional<Standing> find_standing(Transaction& tx, const std::string& token_hash)
{
    const auto row = tx.look_up_one(find_standing_sql, token_hash);
    if (!row) return std::nullopt;
    Standing standing{.facts = facts_of(*row),
                      .created_at = row->time(4),
                      .last_used_at = row->time(5),
                      .reauthenticated_at = row->time(6),
                      .idle_minutes = row->integer(17),
                      .hours = row->integer(18),
                      .is_active = row->flag(12) && row->is_null(13)};
    standing.facts.session = row->id<base::SessionTag>(0);
    return standing;
}

std::optional<TokenStanding> find_token_standing(Transaction& tx, const std::string& token_hash)
{
    const auto row = tx.look_up_one(find_token_standing_sql, token_hash);
    if (!row) return std::nullopt;
    TokenStanding standing{.facts = facts_of(*row),
                           .last_used_at = row->time(5),
                           .expires_at = row->time(6),
                           .is_active = row->flag(12) && row->is_null(13)};
    standing.facts.api_token = row->text(0);
    return standing;
}

void foresee_role_sets(Transaction& tx, const base::OrganisationId& organisation)
{
    tx.foresee(list_role_sets_sql, organisation);
}

RoleSets list_role_sets(Transaction& tx, const base::OrganisationId& organisation)
{
    RoleSets sets;
    for (const auto& row : tx.all(list_role_sets_sql, organisation)) sets.put(role_of(row, 0), row.text(1));
    return sets;
}

void foresee_standing(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user)
{
    tx.foresee(hold_standing_sql, organisation, user);
}

std::optional<Role> hold_standing(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user)
{
    const auto row = tx.one(hold_standing_sql, organisation, user);
    if (!row) return std::nullopt;
    return role_of(*row, 0);
}

std::vector<Place> list_places(Transaction& tx, const base::AccountId& account)
{
    std::vector<Place> places;
    for (const auto& row : tx.look_up(list_places_sql, account.text()))
        places.push_back({row.id<base::OrganisationTag>(0), row.text(1), row.id<base::UserTag>(2), row.text(3),
                          role_of(row, 4), row.flag(5), row.integer(6)});
    return places;
}

bool is_open_place(Transaction& tx, const base::AccountId& account, const base::OrganisationId& organisation,
                   const base::UserId& user)
{
    return tx.one(is_open_place_sql, organisation, user, account).has_value();
}

void insert_session(Transaction& tx, const NewSession& session)
{
    tx.post(insert_session_sql, session.id, session.token_hash, session.account, session.organisation, session.user,
            session.now, session.address, session.agent, session.second_factor);
}

void delete_oldest_sessions(Transaction& tx, const base::AccountId& account, std::int64_t keep)
{
    tx.post(delete_oldest_sql, account, keep);
}

std::int64_t delete_session(Transaction& tx, const base::SessionId& session)
{
    return tx.execute(delete_session_sql, session);
}

std::int64_t delete_sessions_of_account(Transaction& tx, const base::AccountId& account, const base::SessionId& except)
{
    return tx.execute(delete_of_account_sql, account, except);
}

bool has_second_factor(Transaction& tx, const base::AccountId& account)
{
    return tx.one(has_second_factor_sql, account).has_value();
}

std::int64_t delete_tokens_of_place(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user)
{
    return tx.execute(delete_tokens_of_place_sql, organisation, user);
}

std::int64_t delete_tokens_of_account(Transaction& tx, const base::AccountId& account)
{
    return tx.execute(delete_tokens_of_account_sql, account);
}

std::optional<OtherPlace> hold_other_place(Transaction& tx, const base::AccountId& account, const base::UserId& user)
{
    const auto row = tx.one(hold_other_place_sql, account, user);
    if (!row) return std::nullopt;
    return OtherPlace{row->id<base::OrganisationTag>(0), row->id<base::UserTag>(1)};
}

void move_sessions(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                   const OtherPlace& to)
{
    tx.execute(move_sessions_sql, organisation, user, to.organisation, to.user);
}

void delete_sessions_of_place(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user)
{
    tx.execute(delete_of_place_sql, organisation, user);
}

void update_last_used(Transaction& tx, const LastUses::Use& use)
{
    if (use.api_token.empty())
        tx.post(update_last_used_sql, use.session, use.at);
    else
        tx.post(update_token_used_sql, use.organisation, use.api_token, use.at);
    update_last_seen(tx, use.organisation, use.user, use.at);
}

void update_last_seen(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                      base::Time now)
{
    tx.post(update_last_seen_sql, organisation, user, now);
}

void update_last_place(Transaction& tx, const base::AccountId& account, const base::UserId& user)
{
    tx.post(update_last_place_sql, account, user);
}

void update_reauthenticated(Transaction& tx, const base::SessionId& session, base::Time now)
{
    tx.post(update_reauthenticated_sql, session, now);
}

std::int64_t delete_sessions_unused_since(Transaction& tx, base::Time moment)
{
    return tx.execute(delete_unused_sql, moment);
}

void foresee_head(Transaction& tx, const base::OrganisationId& organisation)
{
    tx.foresee(lock_head_sql, organisation);
}

Head lock_head(Transaction& tx, const base::OrganisationId& organisation)
{
    auto row = tx.engine() == platform::sql::Engine::postgresql ? tx.one(lock_head_sql, organisation) : std::nullopt;
    if (!row) row = tx.one(make_head_sql, organisation);
    return {row.value().integer(0), row.value().text(1)};
}

std::optional<Head> find_head(Transaction& tx, const base::OrganisationId& organisation)
{
    const auto row = tx.one(find_head_sql, organisation);
    if (!row) return std::nullopt;
    return Head{row->integer(0), row->text(1)};
}

void move_head(Transaction& tx, const base::OrganisationId& organisation, std::int64_t number, const std::string& hash)
{
    tx.post(move_head_sql, organisation, number, hash);
}

namespace {

/// Nobody waits for the entries of an ordinary verb: on PostgreSQL they travel with its commit.
void post_entry(Transaction& tx, const ChainEntry& entry)
{
    tx.post(insert_entry_sql, entry.organisation, entry.number, entry.at, entry.actor_user, entry.action,
            entry.record_type, entry.record_id, entry.body, entry.previous_hash, entry.hash);
    if (!entry.personal.empty()) tx.post(insert_personal_sql, entry.organisation, entry.number, entry.personal);
}

} // namespace

void insert_entries(Transaction& tx, std::span<const ChainEntry> entries)
{
    constexpr std::size_t many = 64;
    if (entries.size() < many) {
        for (const auto& entry : entries) post_entry(tx, entry);
        return;
    }
    platform::sql::ManyRows rows{"access.insert_entries",
                                 "INSERT INTO audit_entries (organisation_id, number, at, actor_user_id, action, "
                                 "record_type, record_id, body, previous_hash, hash) VALUES",
                                 10};
    platform::sql::ManyRows personal{"access.insert_personals",
                                     "INSERT INTO audit_personal (organisation_id, number, personal) VALUES", 3};
    for (const auto& each : entries) {
        rows.add(each.organisation, each.number, each.at, each.actor_user, each.action, each.record_type,
                 each.record_id, each.body, each.previous_hash, each.hash);
        if (!each.personal.empty()) personal.add(each.organisation, each.number, each.personal);
    }
    rows.write(tx);
    personal.write(tx);
}

std::vector<ChainEntry> list_chain(Transaction& tx, const base::OrganisationId& organisation, std::int64_t after,
                                   std::int64_t limit)
{
    std::vector<ChainEntry> entries;
    for (const auto& row : tx.all(list_chain_sql, organisation, after, limit))
        entries.push_back({organisation, row.integer(0), row.time(1), row.text(2), row.text(3), row.text(4),
                           row.text(5), row.text(6), row.text(7), row.text(8), row.optional_text(9).value_or("")});
    return entries;
}

namespace {

std::vector<PersonalEntry> personal_entries(const std::vector<Row>& rows)
{
    std::vector<PersonalEntry> entries;
    entries.reserve(rows.size());
    for (const auto& row : rows) entries.push_back({row.integer(0), row.time(1), row.text(2), row.text(3)});
    return entries;
}

base::Time time_of(const std::optional<PersonalEntry>& last)
{
    return last ? last->at : base::Time{};
}

std::int64_t number_of(const std::optional<PersonalEntry>& last)
{
    return last ? last->number : 0;
}

} // namespace

std::vector<PersonalEntry> list_personal_of_record(Transaction& tx, const base::OrganisationId& organisation,
                                                   const std::string& record_type, const std::string& record_id,
                                                   const std::optional<PersonalEntry>& last, std::int64_t limit)
{
    return personal_entries(tx.all(list_personal_of_record_sql, organisation, record_type, record_id, time_of(last),
                                   number_of(last), limit));
}

std::vector<PersonalEntry> list_personal_of_actor(Transaction& tx, const base::OrganisationId& organisation,
                                                  const base::UserId& user, const std::optional<PersonalEntry>& last,
                                                  std::int64_t limit)
{
    return personal_entries(
        tx.all(list_personal_of_actor_sql, organisation, user, time_of(last), number_of(last), limit));
}

void update_personal(Transaction& tx, const base::OrganisationId& organisation, std::int64_t number,
                     const std::string& personal)
{
    if (personal.empty())
        tx.execute(delete_personal_sql, organisation, number);
    else
        tx.execute(update_personal_sql, organisation, number, personal);
}

std::vector<base::OrganisationId> list_organisations(Transaction& tx)
{
    std::vector<base::OrganisationId> organisations;
    for (const auto& row : tx.all(list_organisations_sql)) organisations.push_back(row.id<base::OrganisationTag>(0));
    return organisations;
}

std::optional<KeptAnswer> find_kept_answer(Transaction& tx, const IdempotencyKey& key)
{
    const auto row = tx.one(find_kept_answer_sql, key.organisation, key.user, key.path, key.key);
    if (!row) return std::nullopt;
    return KeptAnswer{row->text(0), row->integer(1), row->text(2)};
}

bool insert_kept_answer(Transaction& tx, const IdempotencyKey& key, const KeptAnswer& answer, base::Time now)
{
    return tx
        .one(insert_kept_answer_sql, key.organisation, key.user, key.path, key.key, answer.body_hash, answer.status,
             answer.box, now)
        .has_value();
}

void delete_kept_answer(Transaction& tx, const IdempotencyKey& key, base::Time moment)
{
    tx.post(delete_kept_answer_sql, key.organisation, key.user, key.path, key.key, moment);
}

} // namespace assetbuddy::access::store
