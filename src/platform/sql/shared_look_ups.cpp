#include "platform/sql/shared_look_ups.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <stdexcept>

namespace assetbuddy::platform::sql {
namespace {

/// Of one statement. More of them would only make each answer fewer.
constexpr std::size_t most_under_way = 1;
constexpr std::size_t most_keys = 32;
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
    Asker asker{.key = key, .rows = {}, .fault = {}};
    std::optional<workers::Parked> parked; // outlives the lock
    std::unique_lock lock{mutex_};
    auto& line = line_of(statement); // lines stay where they are
    if (line.under_way < most_under_way) {
        ++line.under_way;
        lock.unlock();
        ask(statement, line, asker);
    } else {
        asker.waiting = &parked.emplace();
        line.waiting.push_back(&asker);
        lock.unlock();
        // Whoever is under way ends within the deadlines of pool and connection, and then gives every one an answer or
        // a turn.
        parked->wait();
        if (asker.asks) ask(statement, line, asker);
    }
    if (asker.fault) std::rethrow_exception(asker.fault);
    return std::move(asker.rows);
}

std::vector<SharedLookUps::Asker*> SharedLookUps::gather(Line& line, Asker& asker)
{
    std::vector<Asker*> askers{&asker};
    const std::scoped_lock lock{mutex_};
    while (!line.waiting.empty() && askers.size() < most_keys) {
        askers.push_back(line.waiting.front());
        line.waiting.pop_front();
    }
    return askers;
}

/// Who asks next, if anybody waits.
SharedLookUps::Asker* SharedLookUps::end_turn(Line& line)
{
    const std::scoped_lock lock{mutex_};
    if (line.waiting.empty()) {
        --line.under_way;
        return nullptr;
    }
    auto* next = line.waiting.front();
    line.waiting.pop_front();
    return next;
}

void SharedLookUps::ask(const Statement& statement, Line& line, Asker& asker)
{
    const auto askers = gather(line, asker);
    Statement asked = statement;
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
    if (auto* next = end_turn(line)) {
        next->asks = true;
        next->waiting->wake();
    }
    for (auto* each : askers) {
        each->fault = fault;
        if (each != &asker) each->waiting->resume();
    }
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
