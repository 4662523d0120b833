#include "defects/store_list.h"

#include "access/day.h"
#include "access/external.h"
#include "defects/store.h"
#include "platform/sql/key_list.h"

namespace assetbuddy::defects::store {
namespace {

using platform::sql::Parameter;
using platform::sql::Question;
using platform::sql::Statement;

constexpr Statement count_open_of_sql{"defects.count_open_of", R"(
    SELECT count(*) FROM (SELECT 1 FROM defects
    WHERE organisation_id = $1 AND assigned_user_id = $2 AND is_open = 1 AND ($3 = '' OR site_id = $3) LIMIT 100) a)"};

constexpr Statement count_open_of_all_sql{"defects.count_open_of_all", R"(
    SELECT k.key, (SELECT count(*) FROM (SELECT 1 FROM defects d
                   WHERE d.organisation_id = $1 AND d.assigned_user_id = k.key AND d.is_open = 1
                     AND ($3 = '' OR d.site_id = $3) LIMIT 100) a)
    FROM json_each($2) k)"};

std::string site_text(const access::Visible<Defect>& visible)
{
    const bool is_narrowed = visible.scope() == access::Scope::site && visible.site();
    return is_narrowed ? visible.site()->text() : std::string{};
}

} // namespace

ListQuery::ListQuery(const access::Visible<Defect>& visible, const ListRequest& request, base::Time now,
                     std::string_view time_zone, access::Search search)
    : SearchedList({"defects", "defects", "d"}, std::move(search)), visible_(visible), request_(request),
      today_(today_in(now, time_zone)), readable_since_(now - access::readable_after_closing)
{
    always("d.organisation_id = " + bind(visible_.organisation()));
    add_reach();
    add_filters(time_zone);
    add_search();
}

void ListQuery::add_reach()
{
    switch (visible_.scope()) {
    case access::Scope::organisation:
        return;
    case access::Scope::site:
        if (visible_.site()) add("at_site", "d.site_id = " + bind(*visible_.site()));
        return;
    case access::Scope::assigned:
        add("assigned", "d.assigned_user_id = " + bind(visible_.user()) + " AND (d.is_open = 1 OR d.closed_at > " +
                            bind(readable_since_) + ")");
        return;
    case access::Scope::own:
        add("own", "d.reported_by = " + bind(visible_.user()));
        return;
    }
}

/// What is open stands in the text, so that the indexes of it serve.
void ListQuery::add_filters(std::string_view time_zone)
{
    if (request_.status) add("status", "d.status = " + bind(to_text(*request_.status)));
    if (request_.is_open)
        add(*request_.is_open ? "open" : "done", *request_.is_open ? "d.is_open = 1" : "d.is_open = 0");
    if (request_.severity) add("severity", "d.severity = " + bind(static_cast<int>(*request_.severity)));
    if (request_.site) add("site", "d.site_id = " + bind(*request_.site));
    if (request_.asset) add("asset", "d.asset_id = " + bind(*request_.asset));
    if (request_.assignee) add("assignee", "d.assigned_user_id = " + bind(*request_.assignee));
    if (request_.is_unassigned) add("unassigned", "d.assigned_user_id IS NULL AND d.assigned_invitation_id IS NULL");
    if (request_.is_overdue) add("overdue", "d.is_open = 1 AND d.due_on IS NOT NULL AND d.due_on < " + bind(today_));
    if (request_.company) add_company(*request_.company);
    if (request_.days) add_days(*request_.days, time_zone);
}

void ListQuery::add_company(const base::CompanyId& company)
{
    const auto organisation = bind(visible_.organisation());
    const auto given_to = [&](const std::string& column, const std::string& people, const std::string& id) {
        return "SELECT g.id FROM " + people + " p CROSS JOIN defects g WHERE g.organisation_id = " + organisation +
               " AND g." + column + " = p.id AND p.organisation_id = " + organisation + " AND p.company_id = " + id;
    };
    const auto id = bind(company);
    add_few("company", given_to("assigned_user_id", "users", id) + " UNION ALL " +
                           given_to("assigned_invitation_id", "invitations", id));
}

void ListQuery::add_days(const Days& days, std::string_view time_zone)
{
    const bool is_closing = days.of == Days::Of::closing;
    const std::string moment = is_closing ? "d.closed_at" : "d.created_at";
    if (is_closing) add("closed", "d.closed_at IS NOT NULL");
    if (days.from) add("from", moment + " >= " + bind(access::start_of_day(*days.from, time_zone)));
    if (days.to) add("to", moment + " < " + bind(base::end_of_day(*days.to, time_zone)));
}

std::string ListQuery::key() const
{
    if (request_.is_overdue) return "d.due_on";
    return request_.days && request_.days->of == Days::Of::closing ? "d.closed_at" : "d.created_at";
}

Question ListQuery::page(const std::optional<Position>& after, std::size_t most) const
{
    const auto limit = std::to_string(platform::sql::roomy_limit(most, longest_page));
    Question question{"defects.list" + name() + (after ? ".on." : ".") + limit, {}, parameters()};
    const auto place = [&](const Parameter& value) {
        question.parameters.push_back(value);
        return "$" + std::to_string(question.parameters.size());
    };
    question.text = "SELECT " + std::string{columns} + " FROM " + source(joins);
    if (after) {
        const auto at = request_.is_overdue ? place(after->due_on) : place(after->moment);
        question.text += " AND (" + key() + ", d.id) " + (request_.is_overdue ? ">" : "<") + " (" + at + ", " +
                         place(after->id) + ")";
    }
    const std::string way = request_.is_overdue ? "" : " DESC";
    question.text += " ORDER BY " + key() + way + ", d.id" + way + " LIMIT " + limit;
    return question;
}

/// The condition stands behind those of the list.
std::string ListQuery::counted(std::string_view condition, std::int64_t most) const
{
    return "(SELECT count(*) FROM (SELECT 1 FROM " + source() + " AND " + std::string{condition} + " LIMIT " +
           std::to_string(most + 1) + ") counted)";
}

Question ListQuery::kinds(std::int64_t most) const
{
    Question question{"defects.kinds" + name() + ".up_to." + std::to_string(most), {}, parameters()};
    for (const auto severity : all_severities)
        for (const auto status : open_statuses)
            question.text += (question.text.empty() ? "SELECT " : ", ") +
                             counted("d.is_open = 1 AND d.version >= 1 AND d.severity = " +
                                         std::to_string(static_cast<int>(severity)) + " AND d.status = '" +
                                         std::string{to_text(status)} + "'",
                                     most);
    return question;
}

Question ListQuery::weeks(std::span<const base::Time> starts, std::int64_t most) const
{
    Question question{
        "defects.weeks." + std::to_string(starts.size()) + name() + ".up_to." + std::to_string(most), {}, parameters()};
    std::vector<std::string> places;
    for (const auto& start : starts) {
        question.parameters.emplace_back(start);
        places.push_back("$" + std::to_string(question.parameters.size()));
    }
    for (std::size_t week = 0; week + 1 < starts.size(); ++week) {
        const auto within = [&](const std::string& moment) {
            return moment + " >= " + places[week] + " AND " + moment + " < " + places[week + 1];
        };
        question.text += (question.text.empty() ? "SELECT " : ", ") + counted(within("d.created_at"), most) + ", " +
                         counted(within("d.closed_at"), most);
    }
    return question;
}

namespace {

std::vector<access::BoundedCount> read_counts(Transaction& tx, const Question& question, std::size_t columns_read,
                                              std::int64_t most)
{
    const auto row = tx.all_with({question.name, question.text}, question.parameters).at(0);
    std::vector<access::BoundedCount> counts;
    for (std::size_t column = 0; column < columns_read; ++column)
        counts.push_back(access::BoundedCount::of(row.integer(column), most));
    return counts;
}

} // namespace

std::vector<access::BoundedCount> count_kinds(Transaction& tx, const ListQuery& query, std::int64_t most)
{
    return read_counts(tx, query.kinds(most), all_severities.size() * open_statuses.size(), most);
}

std::vector<access::BoundedCount> count_weeks(Transaction& tx, const ListQuery& query,
                                              std::span<const base::Time> starts, std::int64_t most)
{
    return read_counts(tx, query.weeks(starts, most), 2 * (starts.size() - 1), most);
}

std::vector<Defect> list(Transaction& tx, const ListQuery& query, const std::optional<Position>& after,
                         std::size_t most)
{
    const auto question = query.page(after, most);
    std::vector<Defect> defects;
    for (const auto& row : tx.all_with({question.name, question.text}, question.parameters)) {
        if (defects.size() == most) break;
        defects.push_back(read(row));
    }
    return defects;
}

std::map<base::UserId, std::int64_t> count_open_of_all(Transaction& tx, const access::Visible<Defect>& visible,
                                                       std::span<const base::UserId> users)
{
    std::vector<std::string> ids;
    for (const auto& user : users) ids.push_back(user.text());
    std::map<base::UserId, std::int64_t> counts;
    for (const auto& row :
         tx.all(count_open_of_all_sql, visible.organisation(), platform::sql::key_list(ids), site_text(visible)))
        if (row.integer(1) > 0) counts.emplace(row.id<base::UserTag>(0), row.integer(1));
    return counts;
}

std::int64_t count_open_of(Transaction& tx, const access::Visible<Defect>& visible, const base::UserId& user)
{
    return tx.one(count_open_of_sql, visible.organisation(), user, site_text(visible))->integer(0);
}

} // namespace assetbuddy::defects::store
