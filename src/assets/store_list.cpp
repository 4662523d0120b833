#include <string>

#include "assets/store.h"

namespace assetbuddy::assets::store {

using platform::sql::Parameter;
using platform::sql::Question;
using platform::sql::Row;

Asset read(const Row& row); // store.cpp

namespace {

constexpr std::string_view columns =
    "a.id, a.organisation_id, a.code, a.name, a.category_id, a.subcategory_id, a.site_id, a.location_id, a.status, "
    "a.criticality, a.owner_user_id, a.make, a.model, a.serial, a.notes, a.created_at, a.version, a.code_sort, "
    "a.name_sort";
constexpr std::size_t code_sort_column = 17;
constexpr std::size_t name_sort_column = 18;

/// LIMIT stands in the text, because PostgreSQL's plan depends on it; few sizes keep the texts few.
std::size_t roomy(std::size_t most)
{
    for (const std::size_t size : {26, 51, 101})
        if (most <= size) return size;
    return static_cast<std::size_t>(longest_page) + 1;
}

} // namespace

ListQuery::ListQuery(const access::Visible<Asset>& visible, const ListRequest& request, Level category_level,
                     base::Time now, access::Search search)
    : organisation_(visible.organisation()), asker_(visible.user()), asker_site_(visible.site()), request_(request),
      category_level_(category_level), readable_since_(now - readable_after_closing), search_(std::move(search))
{
    always("a.organisation_id = " + bind(organisation_) + " AND a.deleted_at IS NULL");
    add_reach(visible);
    add_filters();
    if (search_.has_words()) search_.bind([this](const Parameter& value) { return bind(value); });
    if (search_.is_hopeless()) always("1 = 0");
    name_further(search_.name());
}

void ListQuery::add_reach(const access::Visible<Asset>& visible)
{
    switch (visible.scope()) {
    case access::Scope::organisation:
        return;
    case access::Scope::site:
        if (asker_site_) add("at_site", "a.site_id = " + bind(*asker_site_));
        return;
    case access::Scope::assigned:
        add("assigned", "a.id IN (SELECT d.asset_id FROM defects d WHERE d.organisation_id = a.organisation_id AND "
                        "d.assigned_user_id = " +
                            bind(asker_) + " AND (d.is_open = 1 OR d.closed_at > " + bind(readable_since_) + "))");
        return;
    case access::Scope::own:
        add("own", "a.owner_user_id = " + bind(asker_));
        return;
    }
}

void ListQuery::add_filters()
{
    if (request_.site) add("site", "a.site_id = " + bind(*request_.site));
    if (request_.category && category_level_ == Level::category)
        add("category", "a.category_id = " + bind(*request_.category));
    if (request_.category && category_level_ == Level::subcategory)
        add("subcategory", "a.subcategory_id = " + bind(*request_.category));
    if (request_.status) add("status", "a.status = " + bind(to_text(*request_.status)));
    if (request_.criticality) add("criticality", "a.criticality = " + bind(to_text(*request_.criticality)));
}

std::string ListQuery::candidates(std::int64_t most) const
{
    return "SELECT a.id FROM (" + search_.found() + ") sought CROSS JOIN assets a" + where() +
           " AND a.id = sought.record_id LIMIT " + std::to_string(most);
}

std::string ListQuery::source() const
{
    if (!searches()) return "assets a";
    return "(" + candidates(access::most_candidates) + ") found CROSS JOIN assets a";
}

Question ListQuery::page(const std::optional<Position>& after, std::size_t most) const
{
    const auto limit = std::to_string(roomy(most));
    const bool by_name = request_.sort == Sort::name;
    Question question{std::string{"assets.list"} + (by_name ? ".name" : ".code") + name() + (after ? ".on." : ".") +
                          limit,
                      {},
                      parameters()};
    const auto place = [&](const Parameter& value) {
        question.parameters.push_back(value);
        return "$" + std::to_string(question.parameters.size());
    };
    const std::string key = by_name ? "a.name_sort, a.id" : "a.code_sort";
    question.text =
        "SELECT " + std::string{columns} + " FROM " + source() + where() + (searches() ? " AND a.id = found.id" : "");
    if (after && by_name) {
        const auto name_place = place(after->key);
        question.text += " AND (a.name_sort, a.id) > (" + name_place + ", " + place(after->id) + ")";
    } else if (after) {
        question.text += " AND a.code_sort > " + place(after->key);
    }
    question.text += " ORDER BY " + key + " LIMIT " + limit;
    return question;
}

Question ListQuery::total() const
{
    return {"assets.count" + name(),
            "SELECT count(*) FROM " + source() + where() + (searches() ? " AND a.id = found.id" : ""), parameters()};
}

Question ListQuery::reach_of_search() const
{
    return {"assets.reach" + name(),
            "SELECT (SELECT count(*) FROM (" + search_.looked_at(access::most_looked_at + 1) +
                ") x), (SELECT count(*) FROM (" + candidates(access::most_candidates + 1) + ") y)",
            parameters()};
}

Found list(Transaction& tx, const ListQuery& query, const std::optional<Position>& after, std::size_t most)
{
    const auto question = query.page(after, most);
    const auto key = query.sort() == Sort::name ? name_sort_column : code_sort_column;
    Found found;
    for (const auto& row : tx.all_with({question.name, question.text}, question.parameters)) {
        if (found.assets.size() == most) break;
        found.assets.push_back(read(row));
        found.positions.push_back({row.text(key), row.text(0)});
    }
    return found;
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

std::optional<Asset> find(Transaction& tx, const access::Visible<Asset>& visible, const base::AssetId& id,
                          base::Time now)
{
    std::vector<Parameter> parameters{visible.organisation(), id};
    std::string text = "SELECT " + std::string{columns} +
                       " FROM assets a WHERE a.organisation_id = $1 AND a.id = $2 AND a.deleted_at IS NULL";
    std::string name = "assets.find";
    const auto since = now - readable_after_closing;
    if (visible.scope() == access::Scope::site && visible.site()) {
        name += ".site";
        text += " AND a.site_id = $3";
        parameters.emplace_back(*visible.site());
    } else if (visible.scope() == access::Scope::assigned) {
        name += ".assigned";
        text += " AND a.id IN (SELECT d.asset_id FROM defects d WHERE d.organisation_id = a.organisation_id AND "
                "d.assigned_user_id = $3 AND (d.is_open = 1 OR d.closed_at > $4))";
        parameters.emplace_back(visible.user());
        parameters.emplace_back(since);
    } else if (visible.scope() == access::Scope::own) {
        name += ".own";
        text += " AND a.owner_user_id = $3";
        parameters.emplace_back(visible.user());
    }
    const auto rows = tx.all_with({name, text}, parameters);
    if (rows.empty()) return std::nullopt;
    return read(rows.front());
}

} // namespace assetbuddy::assets::store
