#include <string>

#include "access/external.h"
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

/// What of the register the asker may see, but for what hangs on their work. Borrows from its arguments.
void add_reach(platform::sql::Conditions& conditions, const access::Visible<Asset>& visible)
{
    conditions.always("a.organisation_id = " + conditions.bind(visible.organisation()) + " AND a.deleted_at IS NULL");
    if (visible.scope() == access::Scope::site && visible.site())
        conditions.add("at_site", "a.site_id = " + conditions.bind(*visible.site()));
    if (visible.scope() == access::Scope::own)
        conditions.add("own", "a.owner_user_id = " + conditions.bind(visible.user()));
}

/// The ids of what the asker has open defects of, or closed one of after `since`, each along its index. Borrows too.
std::string ids_of_assigned(platform::sql::Conditions& conditions, const access::Visible<Asset>& visible,
                            const base::Time& since)
{
    const auto theirs =
        "SELECT w.asset_id AS id FROM defects w WHERE w.organisation_id = " + conditions.bind(visible.organisation()) +
        " AND w.assigned_user_id = " + conditions.bind(visible.user());
    return theirs + " AND w.is_open = 1 UNION " + theirs + " AND w.is_open = 0 AND w.closed_at > " +
           conditions.bind(since);
}

} // namespace

ListQuery::ListQuery(const access::Visible<Asset>& visible, const ListRequest& request, Level category_level,
                     base::Time now, access::Search search)
    : SearchedList({"assets", "assets", "a"}, std::move(search)), visible_(visible), request_(request),
      category_level_(category_level), readable_since_(now - access::readable_after_closing)
{
    add_reach(*this, visible_);
    if (visible_.scope() == access::Scope::assigned)
        add_few("assigned", ids_of_assigned(*this, visible_, readable_since_));
    add_filters();
    add_search();
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

Question ListQuery::page(const std::optional<access::KeyPosition>& after, std::size_t most) const
{
    const bool is_page = most <= static_cast<std::size_t>(longest_page) + 1;
    const auto limit = std::to_string(is_page ? platform::sql::roomy_limit(most, longest_page) : most);
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
    question.text = "SELECT " + std::string{columns} + " FROM " + source();
    if (after && by_name) {
        const auto name_place = place(after->key);
        question.text += " AND (a.name_sort, a.id) > (" + name_place + ", " + place(after->id) + ")";
    } else if (after) {
        question.text += " AND a.code_sort > " + place(after->key);
    }
    question.text += " ORDER BY " + key + " LIMIT " + limit;
    return question;
}

Found list(Transaction& tx, const ListQuery& query, const std::optional<access::KeyPosition>& after, std::size_t most)
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

std::optional<Asset> find(Transaction& tx, const access::Visible<Asset>& visible, const base::AssetId& id,
                          base::Time now)
{
    const auto since = now - access::readable_after_closing;
    platform::sql::Conditions conditions;
    add_reach(conditions, visible);
    if (visible.scope() == access::Scope::assigned)
        conditions.add("assigned", "a.id IN (" + ids_of_assigned(conditions, visible, since) + ")");
    conditions.always("a.id = " + conditions.bind(id));
    const auto name = "assets.find" + conditions.name();
    const auto text = "SELECT " + std::string{columns} + " FROM assets a" + conditions.where();
    const auto rows = tx.all_with({name, text}, conditions.parameters());
    if (rows.empty()) return std::nullopt;
    return read(rows.front());
}

} // namespace assetbuddy::assets::store
