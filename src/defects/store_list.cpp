#include "defects/store_list.h"

#include "defects/store.h"

namespace assetbuddy::defects::store {
namespace {

using platform::sql::Parameter;
using platform::sql::Question;
using platform::sql::Statement;

/// LIMIT stands in the text, because PostgreSQL's plan depends on it; few sizes keep the texts few.
std::size_t roomy(std::size_t most)
{
    for (const std::size_t size : {26, 51, 101})
        if (most <= size) return size;
    return static_cast<std::size_t>(longest_page) + 1;
}

constexpr Statement count_open_of_sql{"defects.count_open_of", R"(
    SELECT count(*) FROM (SELECT 1 FROM defects
    WHERE organisation_id = $1 AND assigned_user_id = $2 AND is_open = 1 AND ($3 = '' OR site_id = $3) LIMIT 100) a)"};

} // namespace

ListQuery::ListQuery(const access::Visible<Defect>& visible, const ListRequest& request, std::string today,
                     base::Time now, access::Search search)
    : organisation_(visible.organisation()), asker_(visible.user()), asker_site_(visible.site()), request_(request),
      today_(std::move(today)), readable_since_(now - readable_after_closing), search_(std::move(search))
{
    always("d.organisation_id = " + bind(organisation_));
    add_reach(visible);
    add_filters();
    if (search_.has_words()) search_.bind([this](const Parameter& value) { return bind(value); });
    if (search_.is_hopeless()) always("1 = 0");
    name_further(search_.name());
}

void ListQuery::add_reach(const access::Visible<Defect>& visible)
{
    switch (visible.scope()) {
    case access::Scope::organisation:
        return;
    case access::Scope::site:
        if (asker_site_) add("at_site", "d.site_id = " + bind(*asker_site_));
        return;
    case access::Scope::assigned:
        add("assigned", "d.assigned_user_id = " + bind(asker_) + " AND (d.is_open = 1 OR d.closed_at > " +
                            bind(readable_since_) + ")");
        return;
    case access::Scope::own:
        add("own", "d.reported_by = " + bind(asker_));
        return;
    }
}

/// What is open stands in the text, so that the indexes of it serve.
void ListQuery::add_filters()
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
}

std::string ListQuery::candidates(std::int64_t most) const
{
    return "SELECT d.id FROM (" + search_.found() + ") sought CROSS JOIN defects d" + where() +
           " AND d.id = sought.record_id LIMIT " + std::to_string(most);
}

std::string ListQuery::source() const
{
    if (!searches()) return "defects d";
    return "(" + candidates(access::most_candidates) + ") found CROSS JOIN defects d";
}

Question ListQuery::page(const std::optional<Position>& after, std::size_t most) const
{
    const auto limit = std::to_string(roomy(most));
    Question question{"defects.list" + name() + (after ? ".on." : ".") + limit, {}, parameters()};
    const auto place = [&](const Parameter& value) {
        question.parameters.push_back(value);
        return "$" + std::to_string(question.parameters.size());
    };
    const std::string key = request_.is_overdue ? "d.due_on" : "d.created_at";
    question.text = "SELECT " + std::string{columns} + " FROM " + source() + std::string{joins} + where() +
                    (searches() ? " AND d.id = found.id" : "");
    if (after) {
        const auto at = request_.is_overdue ? place(after->due_on) : place(after->created_at);
        question.text +=
            " AND (" + key + ", d.id) " + (request_.is_overdue ? ">" : "<") + " (" + at + ", " + place(after->id) + ")";
    }
    const std::string way = request_.is_overdue ? "" : " DESC";
    question.text += " ORDER BY " + key + way + ", d.id" + way + " LIMIT " + limit;
    return question;
}

Question ListQuery::total() const
{
    return {"defects.count" + name(),
            "SELECT count(*) FROM " + source() + where() + (searches() ? " AND d.id = found.id" : ""), parameters()};
}

Question ListQuery::reach_of_search() const
{
    return {"defects.reach" + name(),
            "SELECT (SELECT count(*) FROM (" + search_.looked_at(access::most_looked_at + 1) +
                ") a), (SELECT count(*) FROM (" + candidates(access::most_candidates + 1) + ") b)",
            parameters()};
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

std::int64_t count(Transaction& tx, const ListQuery& query)
{
    const auto question = query.total();
    return tx.all_with({question.name, question.text}, question.parameters).at(0).integer(0);
}

bool is_cut(Transaction& tx, const ListQuery& query)
{
    const auto question = query.reach_of_search();
    const auto row = tx.all_with({question.name, question.text}, question.parameters).at(0);
    return row.integer(0) > access::most_looked_at || row.integer(1) > access::most_candidates;
}

std::int64_t count_open_of(Transaction& tx, const access::Visible<Defect>& visible, const base::UserId& user)
{
    const bool one_site = visible.scope() == access::Scope::site && visible.site();
    return tx.one(count_open_of_sql, visible.organisation(), user, one_site ? visible.site()->text() : std::string{})
        ->integer(0);
}

} // namespace assetbuddy::defects::store
