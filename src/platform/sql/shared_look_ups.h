#pragma once

#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sql/connection_pool.h"
#include "platform/sql/postgres_connection.h"
#include "platform/workers/worker_pool.h"

namespace assetbuddy::platform::sql {

/// Look-ups of many askers in one statement (Transaction::look_up). Who comes while few are under way asks at once and
/// alone; who comes later waits for one of them to end and then asks together with all who wait. So a quiet server
/// answers as soon as it can, and a busy one spares most of its round trips. Thread-safe.
class SharedLookUps {
  public:
    using Pool = ConnectionPool<PostgresConnection>;

    explicit SharedLookUps(Pool& pool) : pool_(pool) {}

    /// The rows whose last column is `key`. A fault of the statement is everybody's who asked with it.
    std::vector<Row> find(const Statement& statement, std::string_view key);

  private:
    /// One who asks; lives on its owner's stack.
    struct Asker {
        std::string_view key;
        std::vector<Row> rows;
        std::exception_ptr fault;
        workers::Parked* waiting = nullptr;
        bool asks = false; // its turn has come to ask, for others as well
    };
    /// The askers of one statement.
    struct Line {
        std::string many; // the statement's text with room for most_keys
        std::size_t under_way = 0;
        std::deque<Asker*> waiting;
    };

    Line& line_of(const Statement& statement);
    void ask(const Statement& statement, Line& line, Asker& asker);
    std::vector<Asker*> gather(Line& line, Asker& asker);
    Asker* end_turn(Line& line);
    std::vector<Row> answer(const Statement& statement, const std::vector<Asker*>& askers);
    std::vector<Row> run(const Statement& statement, std::span<const Parameter> parameters);

    Pool& pool_;
    std::mutex mutex_;
    std::map<std::string, Line, std::less<>> lines_;
};

} // namespace assetbuddy::platform::sql
