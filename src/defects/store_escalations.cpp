#include "defects/store_escalations.h"

#include "defects/store.h"

namespace assetbuddy::defects::store {
namespace {

using platform::sql::Statement;

/// After the columns of a defect.
constexpr std::size_t watched_column = 37;

constexpr Statement list_due_sql{"defects.list_due_escalations", R"(
    SELECT d.organisation_id, o.time_zone, d.id
    FROM defects d JOIN organisations o ON o.id = d.organisation_id
    WHERE d.escalate_at IS NOT NULL AND d.escalate_at <= $1
    ORDER BY d.escalate_at, d.organisation_id, d.id LIMIT $2)"};

constexpr Statement plan_sql{"defects.plan_escalation", R"(
    UPDATE defects SET escalate_at = $5, escalated_at = $6
    WHERE organisation_id = $1 AND id = $2 AND escalate_at = $3 AND version = $4)"};

const std::string& find_watched_text()
{
    static const auto text = "SELECT " + std::string{columns} + ", d.escalate_at, d.escalated_at FROM defects d" +
                             std::string{joins} +
                             " WHERE d.organisation_id = $1 AND d.id = $2 AND d.escalate_at IS NOT NULL";
    return text;
}

} // namespace

std::vector<DueEscalation> list_due_escalations(Transaction& tx, base::Time now, std::int64_t limit)
{
    std::vector<DueEscalation> due;
    for (const auto& row : tx.all(list_due_sql, now, limit))
        due.push_back({row.id<base::OrganisationTag>(0), row.text(1), row.id<base::DefectTag>(2)});
    return due;
}

std::optional<Watched> find_watched(Transaction& tx, const base::OrganisationId& organisation,
                                    const base::DefectId& defect)
{
    const auto row = tx.one(Statement{"defects.find_watched", find_watched_text()}, organisation, defect);
    if (!row) return std::nullopt;
    return Watched{read(*row), row->time(watched_column), row->optional_time(watched_column + 1)};
}

bool plan_escalation(Transaction& tx, const Watched& watched, const std::optional<base::Time>& next,
                     const std::optional<base::Time>& told_at)
{
    return tx.execute(plan_sql, watched.defect.organisation, watched.defect.id, watched.escalate_at,
                      watched.defect.version, next, told_at) == 1;
}

} // namespace assetbuddy::defects::store
