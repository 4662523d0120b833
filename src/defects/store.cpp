#include "defects/store.h"

#include <algorithm>

#include "access/external.h"
#include "access/search.h"
#include "defects/escalation.h"
#include "defects/limits.h"

namespace assetbuddy::defects::store {

namespace {

using platform::sql::Row;
using platform::sql::Statement;

// $3: a site, or empty; $4: an assignee, or empty, who reads what was closed after $5; $6: a reporter, or empty.
constexpr std::string_view reach = " AND ($3 = '' OR d.site_id = $3)"
                                   " AND ($4 = '' OR (d.assigned_user_id = $4 AND (d.is_open = 1 OR d.closed_at > $5)))"
                                   " AND ($6 = '' OR d.reported_by = $6)";

const std::string& find_text()
{
    static const std::string text = "SELECT " + std::string{columns} + " FROM defects d" + std::string{joins} +
                                    " WHERE d.organisation_id = $1 AND d.id = $2";
    return text;
}

const std::string& find_visible_text()
{
    static const std::string text = find_text() + std::string{reach};
    return text;
}

constexpr Statement hold_sql{"defects.hold", R"(
    UPDATE defects SET version = version WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement next_number_sql{"defects.next_number", R"(
    INSERT INTO defect_numbers (organisation_id, last_number) VALUES ($1, 1)
    ON CONFLICT (organisation_id) DO UPDATE SET last_number = defect_numbers.last_number + 1
    RETURNING last_number)"};

constexpr Statement insert_sql{"defects.insert", R"(
    INSERT INTO defects (id, organisation_id, number, asset_id, site_id, title, description, severity, status, due_on,
                         isolates, reported_by, created_at, escalate_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, $11, $12, $13))"};

constexpr Statement update_sql{"defects.update", R"(
    UPDATE defects SET title = $4, description = $5, severity = $6, status = $7, is_open = $8, due_on = $9,
           isolates = $10, assigned_user_id = $11, assigned_invitation_id = $12, assigned_by = $13, assigned_at = $14,
           turn = $15, closeout_notes = $16, parts_cost = $17, labour_cost = $18, repaired_by = $19,
           closed_out_by = $20, closed_out_at = $21, rejected_reason = $22, verified_by = $23, verification = $24,
           closed_at = $25, escalate_at = $26, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3)"};

constexpr Statement insert_event_sql{"defects.insert_event", R"(
    INSERT INTO defect_events (id, organisation_id, defect_id, turn, at, actor_user_id, what, before, after, words)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))"};

// $3 and $4: the turns shown, from and to.
constexpr Statement list_events_sql{"defects.list_events", R"(
    SELECT e.id, e.what, e.at, e.turn, COALESCE(p.name, ''), COALESCE(bu.name, bi.name, ''),
           COALESCE(au.name, ai.name, ''), e.words
    FROM defect_events e
    LEFT JOIN users p ON p.organisation_id = e.organisation_id AND p.id = e.actor_user_id
    LEFT JOIN users bu ON bu.organisation_id = e.organisation_id AND bu.id = e.before
    LEFT JOIN invitations bi ON bi.organisation_id = e.organisation_id AND bi.id = e.before
    LEFT JOIN users au ON au.organisation_id = e.organisation_id AND au.id = e.after
    LEFT JOIN invitations ai ON ai.organisation_id = e.organisation_id AND ai.id = e.after
    WHERE e.organisation_id = $1 AND e.defect_id = $2 AND e.turn BETWEEN $3 AND $4
    ORDER BY e.at DESC, e.id DESC LIMIT $5)"};

constexpr Statement list_of_invitation_sql{"defects.list_of_invitation", R"(
    SELECT id FROM defects WHERE organisation_id = $1 AND assigned_invitation_id = $2)"};

// Grouped by what no index has in order, or SQLite would read every site's defects to spare itself the sorting.
constexpr Statement count_open_by_site_sql{"defects.count_open_by_site", R"(
    SELECT site_id || '' AS site, count(*) FROM defects
    WHERE organisation_id = $1 AND assigned_user_id = $2 AND is_open = 1 GROUP BY site)"};

constexpr Statement list_closed_out_by_sql{"defects.list_closed_out_by", R"(
    SELECT id FROM defects WHERE organisation_id = $1 AND closed_out_by = $2)"};

constexpr Statement update_repaired_by_sql{"defects.update_repaired_by", R"(
    UPDATE defects SET repaired_by = $3, version = version + 1
    WHERE organisation_id = $1 AND closed_out_by = $2 AND repaired_by <> '')"};

/// Whatever changed, when it escalates is found out anew, soon.
std::optional<base::Time> look_again(const Defect& defect)
{
    return may_escalate(defect) ? std::optional{base::Time{}} : std::nullopt;
}

Assignee assignee_of(const Row& row)
{
    return {row.optional_id<base::UserId>(14), row.optional_id<base::InvitationId>(15)};
}

std::optional<Named> named(const Row& row, std::size_t column)
{
    if (row.is_null(column)) return std::nullopt;
    return Named{row.id<base::UserTag>(column), row.text(column + 1)};
}

std::optional<Defect> read_one(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    return read(*row);
}

} // namespace

Defect read(const Row& row)
{
    Defect defect{.id = row.id<base::DefectTag>(0),
                  .organisation = row.id<base::OrganisationTag>(1),
                  .number = row.integer(2),
                  .asset = row.id<base::AssetTag>(3),
                  .asset_code = row.text(4),
                  .asset_name = row.text(5),
                  .site = row.id<base::SiteTag>(6),
                  .site_name = row.text(7),
                  .title = row.text(8),
                  .description = row.text(9),
                  .severity = static_cast<Severity>(row.integer(10)),
                  .status = read_status(row.text(11)).value(),
                  .due_on = row.optional_text(12),
                  .isolates = row.flag(13),
                  .assignee = assignee_of(row),
                  .assignee_name = row.text(16),
                  .assignee_company = row.text(17),
                  .assigned_by = row.optional_id<base::UserId>(18),
                  .assigned_at = row.optional_time(19),
                  .turn = row.integer(20),
                  .closeout_notes = row.text(21),
                  .parts_cost = row.optional_integer(22),
                  .labour_cost = row.optional_integer(23),
                  .repaired_by = row.text(24),
                  .closed_out_by = named(row, 25),
                  .closed_out_at = row.optional_time(27),
                  .rejected_reason = row.text(28),
                  .verified_by = named(row, 29),
                  .verification = read_verification(row.text(31)),
                  .reported_by = {row.id<base::UserTag>(32), row.text(33)},
                  .created_at = row.time(34),
                  .closed_at = row.optional_time(35),
                  .version = row.integer(36)};
    return defect;
}

std::optional<Defect> find(Transaction& tx, const base::OrganisationId& organisation, const base::DefectId& id)
{
    return read_one(tx.one(Statement{"defects.find", find_text()}, organisation, id));
}

std::optional<Defect> find_visible(Transaction& tx, const access::Visible<Defect>& visible, const base::DefectId& id,
                                   base::Time now)
{
    const auto scope = visible.scope();
    const std::string site = scope == access::Scope::site && visible.site() ? visible.site()->text() : std::string{};
    const std::string assignee = scope == access::Scope::assigned ? visible.user().text() : std::string{};
    const std::string reporter = scope == access::Scope::own ? visible.user().text() : std::string{};
    return read_one(tx.one(Statement{"defects.find_visible", find_visible_text()}, visible.organisation(), id, site,
                           assignee, now - access::readable_after_closing, reporter));
}

void hold(Transaction& tx, const base::OrganisationId& organisation, const base::DefectId& id)
{
    tx.execute(hold_sql, organisation, id);
}

std::int64_t next_number(Transaction& tx, const base::OrganisationId& organisation)
{
    return tx.one(next_number_sql, organisation).value().integer(0);
}

void insert(Transaction& tx, const Defect& defect)
{
    tx.execute(insert_sql, defect.id, defect.organisation, defect.number, defect.asset, defect.site, defect.title,
               defect.description, static_cast<int>(defect.severity), defect.due_on, defect.isolates,
               defect.reported_by.id, defect.created_at, look_again(defect));
    const auto reference = defect.reference();
    const std::string none;
    access::add_to_search(tx, access::Searched::defects, defect.organisation, defect.id.text(),
                          {defect.title, reference, defect.asset_code, none});
}

bool update(Transaction& tx, const Defect& defect)
{
    const auto closed_out_by = defect.closed_out_by ? std::optional{defect.closed_out_by->id} : std::nullopt;
    const auto verified_by = defect.verified_by ? std::optional{defect.verified_by->id} : std::nullopt;
    return tx.execute(update_sql, defect.organisation, defect.id, defect.version, defect.title, defect.description,
                      static_cast<int>(defect.severity), to_text(defect.status), !defect.is_closed(), defect.due_on,
                      defect.isolates, defect.assignee.user, defect.assignee.invitation, defect.assigned_by,
                      defect.assigned_at, defect.turn, defect.closeout_notes, defect.parts_cost, defect.labour_cost,
                      defect.repaired_by, closed_out_by, defect.closed_out_at, defect.rejected_reason, verified_by,
                      to_text(defect.verification), defect.closed_at, look_again(defect)) == 1;
}

void change_words(Transaction& tx, const Defect& defect)
{
    const auto reference = defect.reference();
    const std::string none;
    access::change_in_search(tx, access::Searched::defects, defect.organisation, defect.id.text(),
                             {defect.title, reference, defect.asset_code, none});
}

void insert_event(Transaction& tx, const NewEvent& event)
{
    tx.post(insert_event_sql, event.id, event.organisation, event.defect, event.turn, event.at, event.actor,
            to_text(event.what), event.before, event.after, event.words);
}

std::vector<Event> list_events(Transaction& tx, const base::OrganisationId& organisation, const base::DefectId& id,
                               const std::optional<std::int64_t>& turn)
{
    constexpr std::int64_t any_turn = 1'000'000'000;
    std::vector<Event> events;
    for (const auto& row :
         tx.all(list_events_sql, organisation, id, turn.value_or(0), turn.value_or(any_turn), most_events))
        events.push_back({.id = row.text(0),
                          .what = read_what(row.text(1)),
                          .at = row.time(2),
                          .turn = row.integer(3),
                          .actor_name = row.text(4),
                          .before_name = row.text(5),
                          .after_name = row.text(6),
                          .words = row.text(7)});
    std::ranges::reverse(events);
    return events;
}

std::map<base::SiteId, std::int64_t> count_open_by_site(Transaction& tx, const base::OrganisationId& organisation,
                                                        const base::UserId& user)
{
    std::map<base::SiteId, std::int64_t> counts;
    for (const auto& row : tx.all(count_open_by_site_sql, organisation, user))
        counts.emplace(row.id<base::SiteTag>(0), row.integer(1));
    return counts;
}

std::vector<base::DefectId> list_of_invitation(Transaction& tx, const base::OrganisationId& organisation,
                                               const base::InvitationId& invitation)
{
    std::vector<base::DefectId> ids;
    for (const auto& row : tx.all(list_of_invitation_sql, organisation, invitation))
        ids.push_back(row.id<base::DefectTag>(0));
    std::ranges::sort(ids); // not by SQLite, which would read all defects in order rather than sort these few
    return ids;
}

std::vector<base::DefectId> list_closed_out_by(Transaction& tx, const base::OrganisationId& organisation,
                                               const base::UserId& user)
{
    std::vector<base::DefectId> ids;
    for (const auto& row : tx.all(list_closed_out_by_sql, organisation, user))
        ids.push_back(row.id<base::DefectTag>(0));
    return ids;
}

void update_repaired_by(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                        std::string_view name)
{
    tx.execute(update_repaired_by_sql, organisation, user, name);
}

} // namespace assetbuddy::defects::store
