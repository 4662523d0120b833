#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <libpq-fe.h>

#include "platform/sql/database.h"

namespace assetbuddy::platform::sql {

/// The value of assetbuddy.reach that the policies take for every row; no organisation is called so.
inline constexpr std::string_view every_row = "*";

/// The connection broke. Unless COMMIT was on its way, the whole transaction may be run again on another one.
class ConnectionLost : public Unavailable {
    using Unavailable::Unavailable;
};
/// The server said nothing within the deadline; another try would most likely wait as long again (F-11).
class AnswerOverdue : public Unavailable {
    using Unavailable::Unavailable;
};

/// One PostgreSQL connection, always in pipeline mode: what is queued travels together in one round trip.
/// Used by one thread at a time.
class PostgresConnection {
  public:
    struct Outcome {
        std::vector<Row> rows;
        std::int64_t changed = 0;
        /// The server ended the transaction by ROLLBACK although COMMIT was asked for.
        bool was_rolled_back = false;
    };

    /// `answer`: how long to wait for one answer before the connection counts as lost.
    PostgresConnection(const std::string& url, std::chrono::milliseconds answer);
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;

    /// Queues a statement whose answer does not matter unless it fails.
    void queue(const Statement& statement, std::span<const Parameter> parameters = {});
    /// Queues, sends everything, and waits for all answers; the rows are those of this statement.
    Outcome run(const Statement& statement, std::span<const Parameter> parameters = {});
    /// Queues a statement whose answer is wanted later; the number asks for it.
    std::uint64_t queue_for_later(const Statement& statement, std::span<const Parameter> parameters);
    /// That answer; waits for it if it did not come yet. To be asked for once.
    Outcome collect(std::uint64_t number);
    /// Answers that nobody asked for.
    void forget_answers() { kept_.clear(); }
    /// Sends everything queued and goes on without waiting; the answers are read before the next use.
    void send_without_waiting();
    /// Several statements as they are, in one transaction.
    void run_script(const std::string& script);

    /// From the next statement on only rows of this organisation, or every_row, are in reach. Queues the setting where
    /// the connection's is another.
    void set_reach(std::string_view reach);
    /// A rollback may have taken the setting back.
    void forget_reach() { reach_.reset(); }

    /// False once the server is gone; such a connection is thrown away.
    [[nodiscard]] bool is_usable() const { return usable_; }
    void give_up() { usable_ = false; }

  private:
    struct Finish {
        void operator()(PGconn* handle) const { PQfinish(handle); }
    };
    struct Clear {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    using Result = std::unique_ptr<PGresult, Clear>;
    struct Prepared {
        std::string name;
        std::string text;
        bool is_there = false;
    };
    /// One thing whose answer is still to come; without a statement, the end of what was sent together.
    struct Expected {
        enum class Kind { prepare, execute, wanted, kept, end } kind;
        Prepared* statement = nullptr;
        std::uint64_t number = 0; // of what is kept
    };

    Prepared& known(const Statement& statement);
    void flush();
    Outcome receive();
    void take(const Expected& expected, Result result, Outcome& outcome, Result& refused, const Prepared*& refused_one);
    static Outcome read(PGresult* result);
    Result next_result();
    void wait_for(short events);
    [[noreturn]] void lose(const std::string& words);
    [[noreturn]] void fail(const PGresult* result, std::string_view name);
    static std::vector<Row> rows_of(const PGresult* result);

    std::unique_ptr<PGconn, Finish> handle_;
    std::chrono::milliseconds answer_;
    std::map<std::string, Prepared, std::less<>> statements_;
    std::vector<Expected> expected_;
    std::map<std::uint64_t, Outcome> kept_; // by number
    std::uint64_t last_number_ = 0;
    std::optional<std::string> reach_;
    bool usable_ = true;
};

} // namespace assetbuddy::platform::sql
