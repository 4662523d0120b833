#include "invitations/store_imports.h"

#include "platform/sql/key_list.h"

namespace assetbuddy::invitations::store {
namespace {

using platform::sql::Engine;
using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement list_invited_sql{"imports.list_invited", R"(
    SELECT i.email_key FROM json_each($2) k CROSS JOIN invitations i
    WHERE i.organisation_id = $1 AND i.email_key = k.key AND i.state IN ('pending', 'locked'))"};

constexpr Statement list_created_lines_sql{"imports.list_created_lines", R"(
    SELECT r.line FROM imports m
    JOIN import_rows r ON r.organisation_id = m.organisation_id AND r.import_id = m.id AND r.state = 'created'
    WHERE m.organisation_id = $1 AND m.digest = $2)"};

constexpr Statement count_ahead_sql{"imports.count_ahead", R"(
    SELECT COALESCE(sum(total - created - skipped - failed), 0) FROM imports
    WHERE organisation_id = $1 AND state = 'running')"};

constexpr Statement insert_import_sql{"imports.insert", R"(
    INSERT INTO imports (id, organisation_id, started_by, digest, on_error, state, total, created_at, next_at)
    VALUES ($1, $2, $3, $4, $5, 'loading', $6, $7, $7))"};

constexpr Statement insert_row_sql{"imports.insert_row", R"(
    INSERT INTO import_rows (organisation_id, import_id, line, state, email_key, offer, errors)
    VALUES ($1, $2, $3, $4, $5, $6, $7))"};

constexpr Statement open_sql{"imports.open", R"(
    UPDATE imports SET state = $3, skipped = $4, finished_at = $5
    WHERE organisation_id = $1 AND id = $2 AND state = 'loading')"};

const std::string select_import = R"(
    SELECT m.id, m.organisation_id, m.started_by, u.name, o.time_zone, m.digest, m.on_error, m.state, m.total,
           m.created, m.skipped, m.failed, m.reason, m.created_at, m.finished_at, m.next_at
    FROM imports m
    JOIN organisations o ON o.id = m.organisation_id
    JOIN users u ON u.organisation_id = m.organisation_id AND u.id = m.started_by)";

const std::string find_text = select_import + " WHERE m.organisation_id = $1 AND m.id = $2 AND m.state <> 'loading'";
const Statement find_sql{"imports.find", find_text};
const std::string find_claimed_text = select_import + " WHERE m.organisation_id = $1 AND m.id = $2";
const Statement find_claimed_sql{"imports.find_claimed", find_claimed_text};
const std::string list_text = select_import + " WHERE m.organisation_id = $1 AND m.state <> 'loading'"
                                              " ORDER BY m.created_at DESC, m.id DESC LIMIT $2";
const Statement list_sql{"imports.list", list_text};
const std::string list_running_text = select_import + " WHERE m.organisation_id = $1 AND m.state = 'running'"
                                                      " ORDER BY m.created_at, m.id LIMIT $2";
const Statement list_running_sql{"imports.list_running", list_running_text};

constexpr Statement list_rows_sql{"imports.list_rows", R"(
    SELECT line, state, errors, invitation_id FROM import_rows
    WHERE organisation_id = $1 AND import_id = $2 ORDER BY line LIMIT $3)"};
constexpr Statement list_wrong_rows_sql{"imports.list_rows_with_errors", R"(
    SELECT line, state, errors, invitation_id FROM import_rows
    WHERE organisation_id = $1 AND import_id = $2 AND errors <> '' ORDER BY line LIMIT $3)"};

constexpr Statement has_due_sql{"imports.has_due", R"(
    SELECT 1 FROM imports WHERE state = 'running' AND next_at <= $1 AND leased_until <= $1 LIMIT 1)"};

constexpr Statement claim_alone_sql{"imports.claim", R"(
    UPDATE imports SET lease_owner = $1, leased_until = $2
    WHERE id IN (SELECT id FROM imports WHERE state = 'running' AND next_at <= $3 AND leased_until <= $3
                 ORDER BY next_at, id LIMIT 1)
    RETURNING organisation_id, id)"};
// PostgreSQL: workers step over what another one is just claiming.
constexpr Statement claim_among_others_sql{"imports.claim_skipping_locked", R"(
    UPDATE imports SET lease_owner = $1, leased_until = $2
    WHERE id = ANY (ARRAY(SELECT id FROM imports WHERE state = 'running' AND next_at <= $3 AND leased_until <= $3
                          ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED))
    RETURNING organisation_id, id)"};

constexpr Statement hold_claimed_sql{"imports.hold_claimed", R"(
    UPDATE imports SET leased_until = $4
    WHERE organisation_id = $1 AND id = $2 AND lease_owner = $3 AND state = 'running')"};

constexpr Statement hold_running_sql{"imports.hold_running", R"(
    UPDATE imports SET reason = reason WHERE organisation_id = $1 AND id = $2 AND state = 'running')"};

constexpr Statement release_sql{"imports.release", R"(
    UPDATE imports SET lease_owner = '', leased_until = 0, next_at = $4, reason = $5
    WHERE organisation_id = $1 AND id = $2 AND lease_owner = $3 AND state = 'running')"};

constexpr Statement list_waiting_sql{"imports.list_waiting", R"(
    SELECT line, offer FROM import_rows
    WHERE organisation_id = $1 AND import_id = $2 AND state = 'pending' ORDER BY line LIMIT $3)"};

constexpr Statement update_row_sql{"imports.update_row", R"(
    UPDATE import_rows SET state = $4, email_key = '', offer = '', errors = $5, invitation_id = $6
    WHERE organisation_id = $1 AND import_id = $2 AND line = $3)"};

constexpr Statement update_progress_sql{"imports.update_progress", R"(
    UPDATE imports SET created = created + $3, failed = failed + $4, reason = ''
    WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement end_rows_sql{"imports.end_rows", R"(
    UPDATE import_rows SET state = 'failed', email_key = '', offer = '', errors = $3
    WHERE organisation_id = $1 AND import_id = $2 AND state = 'pending')"};

constexpr Statement end_sql{"imports.end", R"(
    UPDATE imports SET state = $3, reason = $4, finished_at = $5, failed = total - created - skipped, lease_owner = '',
                       leased_until = 0
    WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement erase_rows_sql{"imports.erase_rows", R"(
    UPDATE import_rows SET email_key = '', offer = '' WHERE organisation_id = $1 AND email_key = $2)"};

constexpr Statement list_old_sql{"imports.list_outlived", R"(
    SELECT organisation_id, id FROM imports WHERE created_at <= $1 AND state <> 'running'
    ORDER BY created_at, id LIMIT $2)"};
constexpr Statement list_unloaded_sql{"imports.list_unloaded", R"(
    SELECT organisation_id, id FROM imports WHERE created_at <= $1 AND state = 'loading'
    ORDER BY created_at, id LIMIT $2)"};

constexpr Statement remove_rows_sql{"imports.remove_rows", R"(
    DELETE FROM import_rows WHERE organisation_id = $1 AND import_id = $2 AND line IN (
        SELECT line FROM import_rows WHERE organisation_id = $1 AND import_id = $2 ORDER BY line LIMIT $3))"};
constexpr Statement remove_import_sql{"imports.remove", "DELETE FROM imports WHERE organisation_id = $1 AND id = $2"};

template <class T>
T known(const std::optional<T>& value)
{
    if (!value) throw platform::sql::DatabaseError("an import holds a state this program does not know");
    return *value;
}

Import read(const Row& row)
{
    return {.id = row.id<ImportTag>(0),
            .organisation = row.id<base::OrganisationTag>(1),
            .started_by = row.id<base::UserTag>(2),
            .started_by_name = row.text(3),
            .time_zone = row.text(4),
            .digest = row.text(5),
            .on_error = known(read_on_error(row.text(6))),
            .state = known(read_import_state(row.text(7))),
            .total = row.integer(8),
            .created = row.integer(9),
            .skipped = row.integer(10),
            .failed = row.integer(11),
            .reason = row.text(12),
            .created_at = row.time(13),
            .finished_at = row.optional_time(14),
            .next_at = row.time(15)};
}

Claim read_claim(const Row& row)
{
    return {row.id<base::OrganisationTag>(0), row.id<ImportTag>(1)};
}

} // namespace

std::set<std::string> list_invited(Transaction& tx, const base::OrganisationId& organisation,
                                   std::span<const std::string> email_keys)
{
    std::set<std::string> invited;
    for (const auto& row : tx.all(list_invited_sql, organisation, platform::sql::key_list(email_keys)))
        invited.insert(row.text(0));
    return invited;
}

std::set<std::int64_t> list_created_lines(Transaction& tx, const base::OrganisationId& organisation,
                                          const std::string& digest)
{
    std::set<std::int64_t> lines;
    for (const auto& row : tx.all(list_created_lines_sql, organisation, digest)) lines.insert(row.integer(0));
    return lines;
}

std::int64_t count_rows_ahead(Transaction& tx, const base::OrganisationId& organisation)
{
    return tx.one(count_ahead_sql, organisation).value().integer(0);
}

void insert_import(Transaction& tx, const Import& import)
{
    tx.post(insert_import_sql, import.id, import.organisation, import.started_by, import.digest,
            to_text(import.on_error), import.total, import.created_at);
}

void insert_row(Transaction& tx, const Import& import, const NewRow& row)
{
    tx.post(insert_row_sql, import.organisation, import.id, row.line, to_text(row.state), row.email_key, row.offer,
            row.errors);
}

bool open_import(Transaction& tx, const Import& import)
{
    return tx.execute(open_sql, import.organisation, import.id, to_text(import.state), import.skipped,
                      import.finished_at) == 1;
}

std::optional<Import> find_import(Transaction& tx, const access::Visible<Import>& visible, const ImportId& id)
{
    const auto row = tx.one(find_sql, visible.organisation(), id);
    return row ? std::optional{read(*row)} : std::nullopt;
}

bool hold_running(Transaction& tx, const access::Visible<Import>& visible, const ImportId& id)
{
    return tx.execute(hold_running_sql, visible.organisation(), id) == 1;
}

std::vector<Import> list_imports(Transaction& tx, const access::Visible<Import>& visible, std::int64_t most)
{
    std::vector<Import> imports;
    for (const auto& row : tx.all(list_sql, visible.organisation(), most)) imports.push_back(read(row));
    return imports;
}

std::vector<Import> list_running(Transaction& tx, const access::Visible<Import>& visible, std::int64_t most)
{
    std::vector<Import> imports;
    for (const auto& row : tx.all(list_running_sql, visible.organisation(), most)) imports.push_back(read(row));
    return imports;
}

std::vector<ImportRow> list_rows(Transaction& tx, const Import& import, Which which, std::int64_t most)
{
    std::vector<ImportRow> rows;
    const auto& statement = which == Which::all ? list_rows_sql : list_wrong_rows_sql;
    for (const auto& row : tx.all(statement, import.organisation, import.id, most))
        rows.push_back({row.integer(0), known(read_row_state(row.text(1))), errors_from_json(row.text(2)),
                        row.optional_id<base::InvitationId>(3)});
    return rows;
}

bool has_due(Transaction& tx, base::Time now)
{
    return tx.one(has_due_sql, now).has_value();
}

std::optional<Claim> claim_due(Transaction& tx, const std::string& worker, base::Time now, base::Time leased_until)
{
    const auto& statement = tx.engine() == Engine::postgresql ? claim_among_others_sql : claim_alone_sql;
    const auto row = tx.one(statement, worker, leased_until, now);
    return row ? std::optional{read_claim(*row)} : std::nullopt;
}

std::optional<Import> hold_claimed(Transaction& tx, const Claim& claim, const std::string& worker,
                                   base::Time leased_until)
{
    if (tx.execute(hold_claimed_sql, claim.organisation, claim.id, worker, leased_until) != 1) return std::nullopt;
    return read(tx.one(find_claimed_sql, claim.organisation, claim.id).value());
}

void release_import(Transaction& tx, const Claim& claim, const std::string& worker, base::Time next_at,
                    const std::string& reason)
{
    tx.post(release_sql, claim.organisation, claim.id, worker, next_at, reason);
}

std::vector<Waiting> list_waiting(Transaction& tx, const Import& import, std::int64_t most)
{
    std::vector<Waiting> waiting;
    for (const auto& row : tx.all(list_waiting_sql, import.organisation, import.id, most))
        waiting.push_back({row.integer(0), row.text(1)});
    return waiting;
}

void update_row(Transaction& tx, const Import& import, const RowEnd& end)
{
    tx.post(update_row_sql, import.organisation, import.id, end.line, to_text(end.state), end.errors, end.invitation);
}

void update_progress(Transaction& tx, const Import& import, std::int64_t created, std::int64_t failed)
{
    tx.post(update_progress_sql, import.organisation, import.id, created, failed);
}

void end_import(Transaction& tx, const Import& import, ImportState state, const std::string& reason,
                const std::string& errors, base::Time now)
{
    tx.post(end_rows_sql, import.organisation, import.id, errors);
    tx.post(end_sql, import.organisation, import.id, to_text(state), reason, now);
}

void erase_rows_to(Transaction& tx, const base::OrganisationId& organisation, const std::string& email_key)
{
    if (!email_key.empty()) tx.post(erase_rows_sql, organisation, email_key);
}

std::vector<Claim> list_outlived_imports(Transaction& tx, base::Time moment, base::Time loading_since,
                                         std::int64_t most)
{
    std::vector<Claim> outlived;
    for (const auto& row : tx.all(list_unloaded_sql, loading_since, most)) outlived.push_back(read_claim(row));
    for (const auto& row : tx.all(list_old_sql, moment, most)) outlived.push_back(read_claim(row));
    return outlived;
}

std::int64_t remove_rows(Transaction& tx, const Claim& import, std::int64_t most)
{
    return tx.execute(remove_rows_sql, import.organisation, import.id, most);
}

void remove_import(Transaction& tx, const Claim& import)
{
    tx.post(remove_import_sql, import.organisation, import.id);
}

} // namespace assetbuddy::invitations::store
