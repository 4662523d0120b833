#include "platform/sql/shared_look_ups.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "platform/workers/worker_pool.h"

namespace assetbuddy::platform::sql {
namespace {

/// Of one statement. More of them would only make each answer fewer.
constexpr std::size_t most_under_way = 2;
constexpr std::size_t most_keys = 16;
constexpr std::string_view one_key = "IN ($1)";

std::string with_many_keys(const Statement& statement)
{
    std::string text{statement.text};
    const auto place = text.find(one_key);
    if (place == std::string::npos || text.find('$', place + one_key.size()) != std::string::npos)
        throw std::logic_error("a look-up has IN ($1) for its key and no other parameter: " +
                               std::string{statement.name});
    std::string keys = "IN ($1";
    for (std::size_t each = 2; each <= most_keys; ++each) keys += ", $" + std::to_string(each);
    return text.replace(place, one_key.size(), keys + ")");
}

std::vector<Row> rows_of(const std::vector<Row>& rows, std::string_view key)
{
    std::vector<Row> found;
    std::ranges::copy_if(rows, std::back_inserter(found),
                         [&](const Row& row) { return row.text_view(row.size() - 1) == key; });
    return found;
}

} // namespace

SharedLookUps::Line& SharedLookUps::line_of(const Statement& statement)
{
    const auto found = lines_.find(statement.name);
    if (found != lines_.end()) return found->second;
    auto& line = lines_[std::string{statement.name}];
    line.many = with_many_keys(statement);
    return line;
}

std::vector<Row> SharedLookUps::find(const Statement& statement, std::string_view key)
{
    Asker asker{.key = key, .rows = {}, .fault = {}, .wake = {}};
    Line* line = nullptr;
    {
        const std::scoped_lock lock{mutex_};
        line = &line_of(statement); // lines stay where they are
        asker.asks = line->under_way < most_under_way;
        if (asker.asks)
            ++line->under_way;
        else
            line->waiting.push_back(&asker);
    }
    if (!asker.asks) wait(asker);
    if (asker.asks) ask(statement, *line, asker);
    if (asker.fault) std::rethrow_exception(asker.fault);
    return std::move(asker.rows);
}

/// Whoever is under way ends within the deadlines of pool and connection, and then gives every one an answer or a turn.
void SharedLookUps::wait(Asker& asker)
{
    const workers::Parked parked; // begun before and ended after the mutex is held
    std::unique_lock lock{mutex_};
    asker.wake.wait(lock, [&] { return asker.is_answered || asker.asks; });
}

void SharedLookUps::ask(const Statement& statement, Line& line, Asker& asker)
{
    std::vector<Asker*> askers{&asker};
    Statement asked = statement;
    {
        const std::scoped_lock lock{mutex_};
        while (!line.waiting.empty() && askers.size() < most_keys) {
            askers.push_back(line.waiting.front());
            line.waiting.pop_front();
        }
    }
    std::string many_name;
    if (askers.size() > 1) {
        many_name = std::string{statement.name} + ".many";
        asked = {many_name, line.many};
    }
    std::exception_ptr fault;
    try {
        auto rows = answer(asked, askers);
        if (askers.size() == 1)
            asker.rows = std::move(rows);
        else
            for (auto* each : askers) each->rows = rows_of(rows, each->key);
    } catch (...) {
        fault = std::current_exception();
    }
    const std::scoped_lock lock{mutex_};
    for (auto* each : askers) {
        each->fault = fault;
        each->is_answered = true;
        if (each != &asker) each->wake.notify_one();
    }
    if (line.waiting.empty()) {
        --line.under_way;
        return;
    }
    auto* next = line.waiting.front();
    line.waiting.pop_front();
    next->asks = true;
    next->wake.notify_one();
}

std::vector<Row> SharedLookUps::answer(const Statement& statement, const std::vector<Asker*>& askers)
{
    if (askers.size() == 1) {
        const Parameter parameters[] = {Parameter{askers.front()->key}};
        return run(statement, parameters);
    }
    std::vector<Parameter> parameters(most_keys, Parameter{nullptr});
    std::ranges::transform(askers, parameters.begin(), [](const Asker* asker) { return Parameter{asker->key}; });
    return run(statement, parameters);
}

std::vector<Row> SharedLookUps::run(const Statement& statement, std::span<const Parameter> parameters)
{
    const Pool::Loan loan{pool_};
    loan->set_reach(every_row);
    return loan->run(statement, parameters).rows;
}

} // namespace assetbuddy::platform::sql
