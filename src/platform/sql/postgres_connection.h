#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <libpq-fe.h>

#include "platform/sql/database.h"

namespace assetbuddy::platform::sql {

/// The connection broke before anything was committed: the whole transaction may be run again on another one.
class ConnectionLost : public Unavailable {
    using Unavailable::Unavailable;
};

/// One PostgreSQL connection, always in pipeline mode: what is queued travels together in one round trip.
/// Used by one thread at a time.
class PostgresConnection {
  public:
    struct Outcome {
        std::vector<Row> rows;
        std::int64_t changed = 0;
    };

    explicit PostgresConnection(const std::string& url);
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;

    /// Queues a statement whose answer does not matter unless it fails.
    void queue(const Statement& statement, std::span<const Parameter> parameters = {});
    /// Queues, sends everything, and waits for all answers; the rows are those of this statement.
    Outcome run(const Statement& statement, std::span<const Parameter> parameters = {});
    /// Sends everything queued and goes on without waiting; the answers are read before the next use.
    void send_without_waiting();
    /// Several statements as they are, in one transaction.
    void run_script(const std::string& script);

    /// False once the server is gone; such a connection is thrown away.
    [[nodiscard]] bool is_usable() const { return usable_; }

  private:
    struct Finish {
        void operator()(PGconn* handle) const { PQfinish(handle); }
    };
    struct Clear {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    using Result = std::unique_ptr<PGresult, Clear>;
    /// One queued command and whether its rows are wanted.
    struct Expected {
        std::string name;
        bool wanted = false;
        bool is_prepare = false;
    };

    void flush();
    Outcome receive();
    Result next_result();
    void wait_for(short events);
    [[noreturn]] void lose(const std::string& words);
    [[noreturn]] static void fail(const PGresult* result, const std::string& name);
    static std::vector<Row> rows_of(const PGresult* result);

    std::unique_ptr<PGconn, Finish> handle_;
    std::set<std::string, std::less<>> prepared_;
    std::vector<Expected> expected_;
    bool unread_ = false;
    bool usable_ = true;
};

} // namespace assetbuddy::platform::sql
