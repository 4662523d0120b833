#include "defects/store_summaries.h"

#include "defects/store.h"

namespace assetbuddy::defects::store {
namespace {

using platform::sql::Statement;

constexpr Statement list_rounds_sql{"defects.list_rounds", R"(
    SELECT id, name, time_zone, contractor_summary, contractor_summary_at FROM organisations
    WHERE contractor_summary <> 'off' AND contractor_summary_at <= $1
    ORDER BY contractor_summary_at, id LIMIT $2)"};

constexpr Statement plan_round_sql{"defects.plan_round", R"(
    UPDATE organisations SET contractor_summary_at = $3
    WHERE id = $1 AND contractor_summary_at = $2 AND contractor_summary = $4 AND time_zone = $5)"};

constexpr Statement list_to_summarise_sql{"defects.list_to_summarise", R"(
    SELECT u.id, u.name, u.name_sort FROM users u
    WHERE u.organisation_id = $1 AND u.deleted_at IS NULL AND u.is_external = 1 AND u.is_active = 1
      AND (u.name_sort, u.id) > ($3, $4)
      AND EXISTS (SELECT 1 FROM defects d
                  WHERE d.organisation_id = u.organisation_id AND d.assigned_user_id = u.id
                    AND d.is_open = 1 AND d.status <> 'awaiting_verification')
      AND NOT EXISTS (SELECT 1 FROM contractor_summaries s
                      WHERE s.organisation_id = u.organisation_id AND s.user_id = u.id AND s.sent_for >= $2)
    ORDER BY u.name_sort, u.id LIMIT $5)"};

constexpr Statement take_summary_sql{"defects.take_summary", R"(
    INSERT INTO contractor_summaries (organisation_id, user_id, sent_for) VALUES ($1, $2, $3)
    ON CONFLICT (organisation_id, user_id) DO UPDATE SET sent_for = excluded.sent_for
    WHERE contractor_summaries.sent_for < excluded.sent_for)"};

/// The two indexes of a contractor's dashboard: what has a day, and what has none.
std::string to_do_text(std::string_view rest)
{
    return "SELECT " + std::string{columns} + " FROM defects d" + std::string{joins} +
           " WHERE d.organisation_id = $1 AND d.assigned_user_id = $2 AND d.is_open = 1 "
           "AND d.status <> 'awaiting_verification' AND " +
           std::string{rest};
}

} // namespace

std::vector<Round> list_rounds(Transaction& tx, base::Time now, std::int64_t limit)
{
    std::vector<Round> rounds;
    for (const auto& row : tx.all(list_rounds_sql, now, limit))
        rounds.push_back({row.id<base::OrganisationTag>(0), row.text(1), row.text(2), row.text(3), row.time(4)});
    return rounds;
}

bool plan_round(Transaction& tx, const Round& round, base::Time next)
{
    return tx.execute(plan_round_sql, round.organisation, round.at, next, round.often, round.time_zone) == 1;
}

std::vector<Outsider> list_to_summarise(Transaction& tx, const Round& round, const Outsider& last, std::int64_t limit)
{
    std::vector<Outsider> people;
    for (const auto& row :
         tx.all(list_to_summarise_sql, round.organisation, round.at, last.name_sort, last.user, limit))
        people.push_back({row.id<base::UserTag>(0), row.text(1), row.text(2)});
    return people;
}

bool take_summary(Transaction& tx, const Round& round, const base::UserId& user)
{
    return tx.execute(take_summary_sql, round.organisation, user, round.at) == 1;
}

std::vector<Defect> list_to_do(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                               std::int64_t limit)
{
    static const auto due = to_do_text("d.due_on IS NOT NULL ORDER BY d.due_on, d.id LIMIT $3");
    static const auto without_day = to_do_text("d.due_on IS NULL ORDER BY d.id LIMIT $3");
    std::vector<Defect> defects;
    const auto add = [&](const Statement& statement) {
        const auto left = limit - static_cast<std::int64_t>(defects.size());
        if (left <= 0) return;
        for (const auto& row : tx.all(statement, organisation, user, left)) defects.push_back(read(row));
    };
    add({"defects.to_do_due", due});
    add({"defects.to_do_without_day", without_day});
    return defects;
}

} // namespace assetbuddy::defects::store
