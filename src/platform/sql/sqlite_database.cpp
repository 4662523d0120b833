#include "platform/sql/sqlite_database.h"

#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/sql/connection_pool.h"
#include "platform/sql/in_transaction.h"
#include "platform/sql/sqlite_connection.h"
#include "platform/sql/sqlite_writer.h"

namespace assetbuddy::platform::sql {
namespace {

namespace fs = std::filesystem;

constexpr Statement begin{"reader.begin", "BEGIN"};
constexpr Statement commit{"reader.commit", "COMMIT"};
constexpr Statement select_one{"reader.ping", "SELECT 1"};

/// One process at a time (R-REL-2): the lock dies with the process, whatever kills it.
class ProcessLock {
  public:
    explicit ProcessLock(const std::string& database)
        : descriptor_(
              ::open((fs::weakly_canonical(database).string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
    {
        if (descriptor_ < 0)
            throw DatabaseError("cannot write beside " + database + "; check the path and who may write there");
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
            ::close(descriptor_);
            throw DatabaseError(database + " is already in use by another process; stop that one first");
        }
    }
    ~ProcessLock() { ::close(descriptor_); }
    ProcessLock(const ProcessLock&) = delete;
    ProcessLock& operator=(const ProcessLock&) = delete;

  private:
    int descriptor_;
};

/// Before SQLite does, so that neither the file nor the ones beside it, which take over its rights, are ever readable
/// by others.
void create_private(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        throw DatabaseError("cannot write the database " + path + "; check the path and who may write there");
    ::fchmod(descriptor, 0600);
    ::close(descriptor);
}

class SqliteTransaction final : public Transaction {
  public:
    SqliteTransaction(SqliteConnection& connection, Reach reach) : connection_(connection), reach_(reach) {}
    [[nodiscard]] Engine engine() const override { return Engine::sqlite; }
    void enter(const base::OrganisationId&) override {}
    /// A statement failed, so nothing of the transaction may stay, whoever caught it; PostgreSQL does the same by
    /// itself.
    [[nodiscard]] bool is_spoilt() const { return is_spoilt_; }
    void leave() override
    {
        if (reach_.kind != Reach::Kind::system) throw std::logic_error("only a system transaction may leave a tenant");
    }

  protected:
    Outcome run(const Statement& statement, std::span<const Parameter> parameters) override
    {
        if (is_spoilt_) throw DatabaseError(spoilt);
        is_spoilt_ = true;
        auto outcome = connection_.run(statement, parameters);
        is_spoilt_ = false;
        return {std::move(outcome.rows), outcome.changed};
    }

    void run_later(const Statement& statement, std::span<const Parameter> parameters) override
    {
        run(statement, parameters);
    }

  private:
    SqliteConnection& connection_;
    Reach reach_;
    bool is_spoilt_ = false;
};

using Readers = ConnectionPool<SqliteConnection>;

/// A snapshot: everything `work` reads is of one moment.
class Moment {
  public:
    explicit Moment(SqliteConnection& connection) : connection_(connection) { connection_.run(begin, {}); }
    ~Moment()
    try {
        if (connection_.in_transaction()) connection_.run(commit, {});
    } catch (...) { // what it holds ends with it: a connection still in a transaction is not used again
        return;
    }
    Moment(const Moment&) = delete;
    Moment& operator=(const Moment&) = delete;

  private:
    SqliteConnection& connection_;
};

class SqliteDatabase final : public Database {
  public:
    SqliteDatabase(const std::string& path, const Options& options)
        : readers_(
              [path, role = options.access == Access::read_only ? SqliteConnection::Role::read_only
                                                                : SqliteConnection::Role::reader] {
                  return std::make_unique<SqliteConnection>(path, role);
              },
              options.connections, options.deadline)
    {
        if (options.access == Access::read_only) {
            if (!fs::exists(path)) throw DatabaseError("there is no database at " + path);
            return;
        }
        if (const auto folder = fs::path{path}.parent_path(); !folder.empty()) fs::create_directories(folder);
        lock_ = std::make_unique<ProcessLock>(path);
        create_private(path);
        writer_ = std::make_unique<SqliteWriter>(path, options.group, options.queue, options.deadline);
    }

    [[nodiscard]] Engine engine() const override { return Engine::sqlite; }
    [[nodiscard]] bool has_failed() const override { return writer_ && writer_->has_failed(); }
    [[nodiscard]] std::uint64_t commits() const override { return writer_ ? writer_->commits() : 0; }
    std::vector<std::string> warnings() override { return {}; }
    std::unique_ptr<SchemaLock> lock_schema() override { return nullptr; }
    void ping() override
    {
        if (writer_ && writer_->takes_no_changes()) throw TakesNoChanges("the disk takes no changes");
        Readers::Loan
        {
            readers_
        } -> run(select_one, {});
    }

    void run_script(std::string_view script) override
    {
        const std::string text{script};
        writer().run([&](SqliteConnection& connection) { return connection.run_script(text), true; });
    }

    std::string explain(const Statement& statement, std::span<const Parameter> parameters) override
    {
        const std::string name = "explain." + std::string{statement.name};
        const std::string text = "EXPLAIN QUERY PLAN " + std::string{statement.text};
        std::string plan;
        const Readers::Loan loan{readers_};
        for (const auto& row : loan->run({name, text}, parameters).rows) plan += row.text(3) + "\n";
        return plan;
    }

  protected:
    void do_read(Reach reach, Snapshot, const std::function<void(Transaction&)>& work) override
    {
        const InTransaction inside;
        const Readers::Loan loan{readers_};
        const Moment moment{*loan};
        SqliteTransaction transaction{*loan, reach};
        work(transaction);
    }

    void do_write(Reach reach, const std::function<bool(Transaction&)>& work) override
    {
        if (InTransaction::inside()) throw std::logic_error("a write was begun inside another transaction");
        const SqliteWriter::Work job = [&](SqliteConnection& connection) {
            SqliteTransaction transaction{connection, reach};
            const bool keep = work(transaction);
            if (keep && transaction.is_spoilt()) throw DatabaseError(spoilt);
            return keep;
        };
        for (int attempt = 0;; ++attempt) {
            try {
                return writer().run(job);
            } catch (const Retryable&) {
                if (attempt + 1 == most_attempts) throw;
            }
            wait_before_retry(attempt);
        }
    }

  private:
    SqliteWriter& writer()
    {
        if (!writer_) throw DatabaseError("the database was opened for reading only");
        return *writer_;
    }

    std::unique_ptr<ProcessLock> lock_;
    std::unique_ptr<SqliteWriter> writer_;
    Readers readers_;
};

} // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, const Options& options)
{
    return std::make_unique<SqliteDatabase>(path, options);
}

} // namespace assetbuddy::platform::sql
