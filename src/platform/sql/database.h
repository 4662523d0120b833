#pragma once

// One seam over SQLite and PostgreSQL. Stores write SQL once: `$1` placeholders, TEXT, BIGINT, no vendor functions;
// conflicts by INSERT ... ON CONFLICT DO NOTHING RETURNING, never by catching.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::platform::sql {

/// One named statement, prepared once a connection and cached by name. Define it `static constexpr` in a store.cpp.
/// The name is `room.purpose`; two texts never share one (a debug check refuses it).
struct Statement {
    std::string_view name;
    std::string_view text;
};

/// What may be bound to a placeholder. Text is borrowed: it must live until the call returns.
class Parameter {
  public:
    using Value = std::variant<std::nullptr_t, std::int64_t, std::string_view>;

    Parameter(std::nullptr_t) : value_(nullptr) {}
    Parameter(bool value) : value_(std::int64_t{value}) {}
    template <std::integral T>
        requires(!std::is_same_v<T, bool> && !std::is_same_v<T, char>)
    Parameter(T value) : value_(static_cast<std::int64_t>(value))
    {}
    Parameter(std::string_view value) : value_(value) {}
    Parameter(const std::string& value) : value_(std::string_view{value}) {}
    Parameter(const char* value) : value_(std::string_view{value}) {}
    Parameter(base::Time value) : value_(base::to_microseconds(value)) {}
    template <class Tag>
    Parameter(const base::Id<Tag>& value) : value_(std::string_view{value.text()})
    {}
    template <class T>
    Parameter(const std::optional<T>& value) : value_(nullptr)
    {
        if (value) value_ = Parameter{*value}.value_;
    }
    [[nodiscard]] const Value& value() const { return value_; }

  private:
    Value value_;
};

/// One fetched row, owned. Columns count from 0. Reading NULL by a non-optional reader, or a column that is not there,
/// throws std::logic_error: it is a mistake in the store, not a state of the data.
class Row {
  public:
    using Cell = std::variant<std::nullptr_t, std::int64_t, std::string>;
    explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}

    [[nodiscard]] std::string text(std::size_t column) const;
    /// Lives as long as the row.
    [[nodiscard]] std::string_view text_view(std::size_t column) const;
    [[nodiscard]] std::int64_t integer(std::size_t column) const;
    [[nodiscard]] bool flag(std::size_t column) const { return integer(column) != 0; }
    [[nodiscard]] base::Time time(std::size_t column) const { return base::from_microseconds(integer(column)); }
    [[nodiscard]] bool is_null(std::size_t column) const;
    [[nodiscard]] std::optional<std::string> optional_text(std::size_t column) const;
    [[nodiscard]] std::optional<std::int64_t> optional_integer(std::size_t column) const;
    [[nodiscard]] std::optional<base::Time> optional_time(std::size_t column) const;
    template <class Tag>
    [[nodiscard]] base::Id<Tag> id(std::size_t column) const
    {
        return base::Id<Tag>{text(column)};
    }
    template <class Id>
    [[nodiscard]] std::optional<Id> optional_id(std::size_t column) const
    {
        auto value = optional_text(column);
        if (!value) return std::nullopt;
        return Id{std::move(*value)};
    }
    [[nodiscard]] std::size_t size() const { return cells_.size(); }
    [[nodiscard]] const std::vector<Cell>& cells() const { return cells_; }

  private:
    std::vector<Cell> cells_;
};

/// Faults (exceptions): the question could not be asked. None of their texts holds a bound value.
class DatabaseError : public std::runtime_error {
    using runtime_error::runtime_error;
};
/// Busy, serialisation failure (40001), deadlock (40P01): the whole transaction may be run again.
class Retryable : public DatabaseError {
    using DatabaseError::DatabaseError;
};
/// No connection or turn within the deadline, server gone, a statement or a lock took too long (10 s, 3 s): 503 with
/// Retry-After.
class Unavailable : public DatabaseError {
    using DatabaseError::DatabaseError;
};
/// COMMIT was sent and no answer came (R-REL-6): 503 whose detail says that the outcome is unknown.
class OutcomeUnknown : public Unavailable {
    using Unavailable::Unavailable;
};
/// The disk is full: 503 `storage_full`; reads go on (R-REL-5).
class StorageFull : public DatabaseError {
    using DatabaseError::DatabaseError;
};
/// A constraint refused a write that the store did not expect; a mistake in the program: 500.
class ConstraintViolated : public DatabaseError {
    using DatabaseError::DatabaseError;
};

enum class Engine { sqlite, postgresql };

/// An open transaction. After a statement of it threw, every further one throws and nothing is kept, on both databases:
/// catching a fault inside the work mends nothing. Only `Database` makes one. Not for keeping: it dies with the
/// function it was given to.
class Transaction {
  public:
    virtual ~Transaction() = default;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// Every row, in order.
    template <class... Args>
    std::vector<Row> all(const Statement& statement, const Args&... args)
    {
        if constexpr (sizeof...(Args) == 0) {
            return run(statement, {}).rows;
        } else {
            const Parameter parameters[] = {Parameter{args}...};
            return run(statement, parameters).rows;
        }
    }
    /// The first row or nothing.
    template <class... Args>
    std::optional<Row> one(const Statement& statement, const Args&... args)
    {
        auto rows = all(statement, args...);
        if (rows.empty()) return std::nullopt;
        return std::move(rows.front());
    }
    /// How many rows an INSERT, UPDATE or DELETE changed.
    template <class... Args>
    std::int64_t execute(const Statement& statement, const Args&... args)
    {
        if constexpr (sizeof...(Args) == 0) {
            return run(statement, {}).changed;
        } else {
            const Parameter parameters[] = {Parameter{args}...};
            return run(statement, parameters).changed;
        }
    }
    /// A change whose outcome nobody asks about. On PostgreSQL it travels with the next statement that is waited for,
    /// or with the commit, instead of making a round trip of its own; what is wrong with it surfaces there.
    template <class... Args>
    void post(const Statement& statement, const Args&... args)
    {
        const Parameter parameters[] = {Parameter{args}...};
        run_later(statement, parameters);
    }
    /// For statements whose number of parameters is known only at run time (filters of a list). The name must be
    /// different for every different text.
    std::vector<Row> all_with(const Statement& statement, std::span<const Parameter> parameters)
    {
        return run(statement, parameters).rows;
    }

    /// For statements that many requests ask, each with a key of its own (who stands behind this session?): the text
    /// has `IN ($1)` for the key and no other parameter, and the last column of its rows is that key. Outside of
    /// snapshots and changes, with all rows in reach, PostgreSQL answers askers who come at the same time with one
    /// statement. The answer is as fresh as that of any other statement: it is asked after the call began.
    std::vector<Row> look_up(const Statement& statement, std::string_view key) { return find(statement, key); }
    /// The first row or nothing.
    std::optional<Row> look_up_one(const Statement& statement, std::string_view key)
    {
        auto rows = find(statement, key);
        if (rows.empty()) return std::nullopt;
        return std::move(rows.front());
    }

    /// Says that this question will be asked soon, by the same statement with the same parameters. PostgreSQL is asked
    /// at once, together with all that was foreseen and the next that is waited for: one round trip for all of them.
    /// So the answer is of that moment, and a lock is held from then on, in the order of the calls; nothing in between
    /// may change what is asked about. Elsewhere, and outside of snapshots and changes, it does nothing.
    template <class... Args>
    void foresee(const Statement& statement, const Args&... args)
    {
        const Parameter parameters[] = {Parameter{args}...};
        run_ahead(statement, parameters);
    }

    [[nodiscard]] virtual Engine engine() const = 0;

    /// From now on only rows of this organisation can be read or written (PostgreSQL row level security; on SQLite it
    /// only the stores see to it). Call it before the first statement of tenant tables.
    virtual void enter(const base::OrganisationId& organisation) = 0;
    /// Back to all rows, for the few flows that cross organisations after one was entered (an account's places). Only
    /// in a transaction of Reach::system; else std::logic_error.
    virtual void leave() = 0;

  protected:
    Transaction() = default;
    struct Outcome {
        std::vector<Row> rows;
        std::int64_t changed = 0;
    };
    virtual Outcome run(const Statement& statement, std::span<const Parameter> parameters) = 0;
    virtual void run_later(const Statement& statement, std::span<const Parameter> parameters) = 0;
    virtual void run_ahead(const Statement& /*statement*/, std::span<const Parameter> /*parameters*/) {}
    virtual std::vector<Row> find(const Statement& statement, std::string_view key) { return all(statement, key); }
};

/// Which rows a transaction may touch before it `enter`s an organisation.
/// `tenant`: none of the tenant tables until it entered one. `system`: all, and `reason` says why ("session lookup").
struct Reach {
    enum class Kind { tenant, system } kind = Kind::tenant;
    std::string_view reason = {};
    static constexpr Reach tenant() { return {}; }
    static constexpr Reach system(std::string_view reason) { return {Kind::system, reason}; }
};

/// What the statements of a read see: all of them one moment, or each the moment it runs in, which spares PostgreSQL
/// the transaction around them (SQLite makes no difference).
enum class Snapshot { one, each_statement };

/// `read_only` opens SQLite beside a running server, without its lock; writes then throw.
enum class Access { read_write, read_only };

struct Options {
    /// `sqlite:PATH` or `postgresql://...`
    std::string url;
    /// Read connections (SQLite) or connections in all (PostgreSQL).
    std::size_t connections = 8;
    /// How long to wait for a connection or for the writer before Unavailable.
    std::chrono::milliseconds deadline{5000};
    /// How long PostgreSQL may take for one answer before its connection counts as lost: a little longer than the 10 s
    /// after which it ends a statement by itself.
    std::chrono::milliseconds answer{13000};
    /// Most waiting writers that share one commit (SQLite).
    std::size_t group = 64;
    /// Longest writer queue; beyond it writes are Unavailable at once.
    std::size_t queue = 1024;
    Access access = Access::read_write;
};

class Database {
  public:
    virtual ~Database() = default;

    /// Opens (SQLite: takes the lock file; a second process throws DatabaseError) and checks the settings of
    /// security.md section 4. Throws DatabaseError with one line that says what to do.
    static std::unique_ptr<Database> open(const Options& options);

    /// Reading only: `work` returns anything; nothing it does is written.
    template <class Work>
    auto read(Reach reach, Work&& work, Snapshot snapshot = Snapshot::one) -> std::invoke_result_t<Work, Transaction&>
    {
        using Answer = std::invoke_result_t<Work, Transaction&>;
        std::optional<Answer> answer;
        do_read(reach, snapshot, [&](Transaction& transaction) { answer.emplace(work(transaction)); });
        return std::move(*answer);
    }

    /// One whole transaction. `work` returns base::Result<T>: a value commits; a refusal rolls back unless it says
    /// `keep`; an exception rolls back. Retryable is answered by running `work` again, up to five times with jitter, so
    /// it must touch nothing but its transaction. Returns only after the commit is durable (R-REL-1).
    /// SQLite: `work` runs on the writer thread, sharing one commit with other waiting writers, each in a SAVEPOINT but
    /// the first.
    /// Must not be called from inside another read or write.
    template <class Work>
    auto write(Reach reach, Work&& work) -> std::invoke_result_t<Work, Transaction&>
    {
        using Answer = std::invoke_result_t<Work, Transaction&>;
        std::optional<Answer> answer;
        do_write(reach, [&](Transaction& transaction) {
            answer.reset();
            answer.emplace(work(transaction));
            return answer->has_value() || answer->error().on_refusal == base::OnRefusal::keep;
        });
        return std::move(*answer);
    }

    [[nodiscard]] virtual Engine engine() const = 0;
    /// Answers within the deadline or throws; for /readyz and doctor.
    virtual void ping() = 0;
    /// True once the disk failed under a commit (R-REL-4): every further write throws, and the process should end so
    /// that it starts afresh from what is on the disk.
    [[nodiscard]] virtual bool has_failed() const = 0;
    /// What an administrator should know, in sentences: connected as superuser, settings that are merely unwise.
    virtual std::vector<std::string> warnings() = 0;
    /// How many commits have reached the disk; several writes may share one (SQLite).
    [[nodiscard]] virtual std::uint64_t commits() const = 0;
    /// Held while the schema is brought up to date: on PostgreSQL other starters wait (advisory lock); on SQLite the
    /// process lock already keeps them out.
    class SchemaLock {
      public:
        virtual ~SchemaLock() = default;
    };
    virtual std::unique_ptr<SchemaLock> lock_schema() = 0;
    /// Runs migration text (several statements, no parameters) outside the statement cache, in one transaction,
    /// alone. Only for platform/sql/migrations.
    virtual void run_script(std::string_view script) = 0;
    /// The text of EXPLAIN (SQLite: EXPLAIN QUERY PLAN) for a statement; for tests and bench.
    virtual std::string explain(const Statement& statement, std::span<const Parameter> parameters) = 0;

  protected:
    virtual void do_read(Reach reach, Snapshot snapshot, const std::function<void(Transaction&)>& work) = 0;
    /// `work` returns true to commit, false to roll back.
    virtual void do_write(Reach reach, const std::function<bool(Transaction&)>& work) = 0;
};

} // namespace assetbuddy::platform::sql
