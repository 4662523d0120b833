#include "defects/store_example.h"

#include "platform/sql/many_rows.h"

namespace assetbuddy::defects::store {
namespace {

using platform::sql::ManyRows;
using platform::sql::Statement;

constexpr Statement take_numbers_sql{"defects.take_numbers", R"(
    INSERT INTO defect_numbers (organisation_id, last_number) VALUES ($1, $2)
    ON CONFLICT (organisation_id) DO UPDATE SET last_number = defect_numbers.last_number + excluded.last_number
    RETURNING last_number)"};

constexpr std::string_view insert_whole_sql =
    "INSERT INTO defects (id, organisation_id, number, asset_id, site_id, title, description, severity, status, "
    "is_open, due_on, isolates, assigned_user_id, assigned_invitation_id, assigned_by, assigned_at, turn, "
    "closeout_notes, parts_cost, labour_cost, repaired_by, closed_out_by, closed_out_at, rejected_reason, verified_by, "
    "verification, reported_by, created_at, closed_at, version) VALUES";

constexpr std::string_view insert_events_sql =
    "INSERT INTO defect_events (id, organisation_id, defect_id, turn, at, actor_user_id, what, before, after, words) "
    "VALUES";

std::optional<base::UserId> id_of(const std::optional<Named>& person)
{
    return person ? std::optional{person->id} : std::nullopt;
}

} // namespace

std::int64_t take_numbers(Transaction& tx, const base::OrganisationId& organisation, std::size_t count)
{
    const auto last = tx.one(take_numbers_sql, organisation, count).value().integer(0);
    return last - static_cast<std::int64_t>(count) + 1;
}

void insert_whole(Transaction& tx, std::span<const Defect* const> defects)
{
    ManyRows rows{"defects.insert_whole", insert_whole_sql, 30};
    std::deque<std::optional<base::UserId>> ids;
    for (const auto* each : defects)
        rows.add(each->id, each->organisation, each->number, each->asset, each->site, each->title, each->description,
                 static_cast<int>(each->severity), to_text(each->status), !each->is_closed(), each->due_on,
                 each->isolates, each->assignee.user, each->assignee.invitation, each->assigned_by, each->assigned_at,
                 each->turn, each->closeout_notes, each->parts_cost, each->labour_cost, each->repaired_by,
                 ids.emplace_back(id_of(each->closed_out_by)), each->closed_out_at, each->rejected_reason,
                 ids.emplace_back(id_of(each->verified_by)), to_text(each->verification), each->reported_by.id,
                 each->created_at, each->closed_at, each->version);
    rows.write(tx);
}

void insert_events(Transaction& tx, std::span<const NewEvent> events)
{
    ManyRows rows{"defects.insert_events", insert_events_sql, 10};
    for (const auto& each : events)
        rows.add(each.id, each.organisation, each.defect, each.turn, each.at, each.actor, to_text(each.what),
                 each.before, each.after, each.words);
    rows.write(tx);
}

} // namespace assetbuddy::defects::store
