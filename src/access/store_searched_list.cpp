#include "access/searched_list.h"

#include <stdexcept>

namespace assetbuddy::access {

using platform::sql::Question;

void SearchedList::add_few(std::string_view name, std::string ids)
{
    if (!few_.empty()) throw std::logic_error("a list is gathered in one way");
    name_further("." + std::string{name});
    few_ = std::move(ids);
}

void SearchedList::add_search()
{
    if (search_.has_words()) search_.bind([this](const platform::sql::Parameter& value) { return bind(value); });
    if (search_.is_hopeless()) always("1 = 0");
    name_further(search_.name());
}

std::string SearchedList::candidates(std::int64_t most) const
{
    const std::string alias{table_.alias};
    const auto among = few_.empty() ? "" : " AND " + alias + ".id IN (" + few_ + ")";
    return "SELECT " + alias + ".id FROM (" + search_.found() + ") sought CROSS JOIN " + std::string{table_.table} +
           " " + alias + where() + among + " AND " + alias + ".id = sought.record_id LIMIT " + std::to_string(most);
}

std::string SearchedList::source(std::string_view joins) const
{
    const std::string alias{table_.alias};
    const auto rows = std::string{table_.table} + " " + alias + std::string{joins} + where();
    const auto first = searches() ? candidates(most_candidates) : few_;
    if (first.empty()) return rows;
    return "(" + first + ") found CROSS JOIN " + rows + " AND " + alias + ".id = found.id";
}

Question SearchedList::total() const
{
    return {std::string{table_.name} + ".count" + name(), "SELECT count(*) FROM " + source(), parameters()};
}

Question SearchedList::total_up_to(std::int64_t most) const
{
    const auto limit = std::to_string(most + 1);
    return {std::string{table_.name} + ".count" + name() + ".up_to." + limit,
            "SELECT count(*) FROM (SELECT 1 FROM " + source() + " LIMIT " + limit + ") counted", parameters()};
}

Question SearchedList::reach_of_search() const
{
    return {std::string{table_.name} + ".reach" + name(),
            "SELECT (SELECT count(*) FROM (" + search_.looked_at(most_looked_at + 1) + ") a), (SELECT count(*) FROM (" +
                candidates(most_candidates + 1) + ") b)",
            parameters()};
}

std::int64_t count(platform::sql::Transaction& tx, const SearchedList& list)
{
    const auto question = list.total();
    return tx.all_with({question.name, question.text}, question.parameters).at(0).integer(0);
}

BoundedCount count_up_to(platform::sql::Transaction& tx, const SearchedList& list, std::int64_t most)
{
    const auto question = list.total_up_to(most);
    return BoundedCount::of(tx.all_with({question.name, question.text}, question.parameters).at(0).integer(0), most);
}

bool is_cut(platform::sql::Transaction& tx, const SearchedList& list)
{
    const auto question = list.reach_of_search();
    const auto row = tx.all_with({question.name, question.text}, question.parameters).at(0);
    return row.integer(0) > most_looked_at || row.integer(1) > most_candidates;
}

} // namespace assetbuddy::access
