#include "platform/sql/postgres_database.h"

#include <atomic>
#include <map>
#include <optional>
#include <string>

#include "platform/sql/connection_pool.h"
#include "platform/sql/in_transaction.h"
#include "platform/sql/postgres_connection.h"
#include "platform/sql/shared_look_ups.h"

namespace assetbuddy::platform::sql {
namespace {

constexpr Statement begin_read{"postgres.begin_read", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
constexpr Statement begin_write{"postgres.begin_write", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"};
constexpr Statement commit{"postgres.commit", "COMMIT"};
constexpr Statement rollback{"postgres.rollback", "ROLLBACK"};
constexpr Statement select_one{"postgres.ping", "SELECT 1"};
constexpr Statement show_durability{"postgres.show_durability",
                                    "SELECT current_setting('fsync'), current_setting('full_page_writes'), "
                                    "current_setting('synchronous_commit')"};
constexpr Statement is_superuser{"postgres.is_superuser",
                                 "SELECT CASE WHEN rolsuper OR rolbypassrls THEN 1 ELSE 0 END FROM pg_roles "
                                 "WHERE rolname = current_user"};
constexpr Statement take_schema_lock{"postgres.take_schema_lock", "SELECT pg_advisory_lock(4711260127)"};
constexpr const char* unknown = "it is unknown whether the change was saved: ";
constexpr Statement wait_long{"postgres.wait_long", "SET lock_timeout = 600000"};
constexpr Statement run_long{"postgres.run_long", "SET statement_timeout = 0"};

using Pool = ConnectionPool<PostgresConnection>;
using Loan = Pool::Loan;

/// A glance has no transaction around its statements.
enum class Kind { glance, read, write };

/// Takes a connection, and begins, with its first statement: BEGIN and the reach, where the connection's is another,
/// travel with it.
class PostgresTransaction final : public Transaction {
  public:
    PostgresTransaction(Pool& pool, SharedLookUps& look_ups, Reach reach, Kind kind)
        : pool_(pool), look_ups_(look_ups), reach_(reach), kind_(kind),
          in_reach_(reach.kind == Reach::Kind::system ? every_row : "")
    {}

    [[nodiscard]] Engine engine() const override { return Engine::postgresql; }
    void enter(const base::OrganisationId& organisation) override
    {
        const std::string_view id = organisation.text();
        if (id.empty() || id == every_row) throw std::logic_error("an organisation was entered that cannot be one");
        in_reach_ = std::string{id};
    }
    void leave() override
    {
        if (reach_.kind != Reach::Kind::system) throw std::logic_error("only a system transaction may leave a tenant");
        in_reach_ = std::string{every_row};
    }

    /// Ends a read: nobody waits for the answer.
    void finish() noexcept { end_by(commit); }
    void undo() noexcept
    {
        if (loan_) (*loan_)->forget_reach(); // a rollback takes back what was set in the transaction
        end_by(rollback);
    }
    /// Once COMMIT was sent a lost connection says nothing about it (R-REL-6).
    void keep()
    {
        if (!begun_) return;
        if (is_spoilt_) throw DatabaseError(spoilt);
        try {
            if ((*loan_)->run(commit).was_rolled_back) throw DatabaseError(spoilt);
        } catch (const ConnectionLost& lost) {
            throw OutcomeUnknown(std::string{unknown} + lost.what());
        } catch (const AnswerOverdue& overdue) {
            throw OutcomeUnknown(std::string{unknown} + overdue.what());
        }
        begun_ = false;
    }

  protected:
    Outcome run(const Statement& statement, std::span<const Parameter> parameters) override
    {
        if (is_spoilt_) throw DatabaseError(spoilt);
        is_spoilt_ = true;
        auto foreseen = foreseen_.empty() ? decltype(foreseen_)::node_type{}
                                          : foreseen_.extract(question_of(statement, parameters));
        auto outcome = foreseen ? ready().collect(foreseen.mapped()) : ready().run(statement, parameters);
        is_spoilt_ = false;
        return {std::move(outcome.rows), outcome.changed};
    }
    void run_later(const Statement& statement, std::span<const Parameter> parameters) override
    {
        if (is_spoilt_) throw DatabaseError(spoilt);
        if (kind_ != Kind::write) throw std::logic_error("a read has nothing to post");
        ready().queue(statement, parameters);
    }
    void run_ahead(const Statement& statement, std::span<const Parameter> parameters) override
    {
        if (is_spoilt_) throw DatabaseError(spoilt);
        if (kind_ == Kind::glance) return;
        auto question = question_of(statement, parameters);
        if (!foreseen_.contains(question))
            foreseen_.emplace(std::move(question), ready().queue_for_later(statement, parameters));
    }
    /// Shared only where nothing of this transaction could matter to the answer. Its connection goes back meanwhile:
    /// who answers needs one too.
    std::vector<Row> find(const Statement& statement, std::string_view key) override
    {
        if (kind_ != Kind::glance || in_reach_ != every_row) return Transaction::find(statement, key);
        if (is_spoilt_) throw DatabaseError(spoilt);
        is_spoilt_ = true;
        loan_.reset();
        auto rows = look_ups_.find(statement, key);
        is_spoilt_ = false;
        return rows;
    }

  private:
    void end_by(const Statement& end) noexcept
    try {
        if (!begun_ || !(*loan_)->is_usable()) return;
        begun_ = false;
        (*loan_)->queue(end);
        (*loan_)->send_without_waiting();
    } catch (...) { // the answer that counts is there already; nobody uses this connection again
        (*loan_)->give_up();
    }
    /// Statement, reach and parameters in one text; none of them holds NUL.
    std::string question_of(const Statement& statement, std::span<const Parameter> parameters) const
    {
        auto question = std::string{statement.name} + '\0' + in_reach_;
        for (const auto& parameter : parameters) {
            question += '\0';
            if (const auto* number = std::get_if<std::int64_t>(&parameter.value()))
                question += 'n' + std::to_string(*number);
            else if (const auto* text = std::get_if<std::string_view>(&parameter.value()))
                question += 't' + std::string{*text};
        }
        return question;
    }
    PostgresConnection& ready()
    {
        if (!loan_) {
            loan_.emplace(pool_);
            (*loan_)->forget_answers();
        }
        auto& connection = **loan_;
        if (!begun_ && kind_ != Kind::glance) {
            connection.queue(kind_ == Kind::read ? begin_read : begin_write);
            begun_ = true;
        }
        connection.set_reach(in_reach_);
        return connection;
    }

    Pool& pool_;
    SharedLookUps& look_ups_;
    std::optional<Loan> loan_;
    Reach reach_;
    Kind kind_;
    std::string in_reach_;
    std::map<std::string, std::uint64_t, std::less<>>
        foreseen_; // questions under way, and the numbers of their answers
    bool begun_ = false;
    bool is_spoilt_ = false;
};

/// For another starter to bring the schema up to date.
constexpr auto longest_wait = std::chrono::minutes{10};

/// The lock ends with its connection.
class HeldSchemaLock final : public Database::SchemaLock {
  public:
    explicit HeldSchemaLock(const std::string& url) : connection_(url, longest_wait)
    {
        connection_.run(wait_long);
        connection_.run(run_long);
        connection_.run(take_schema_lock);
    }

  private:
    PostgresConnection connection_;
};

class PostgresDatabase final : public Database {
  public:
    explicit PostgresDatabase(const Options& options)
        : url_(options.url), access_(options.access),
          pool_([url = options.url,
                 answer = options.answer] { return std::make_unique<PostgresConnection>(url, answer); },
                options.connections, options.deadline)
    {
        check_durability();
    }

    [[nodiscard]] Engine engine() const override { return Engine::postgresql; }
    [[nodiscard]] bool has_failed() const override { return false; }
    [[nodiscard]] std::uint64_t commits() const override { return commits_; }

    std::vector<std::string> warnings() override
    {
        PostgresConnection::Outcome outcome;
        again([&] {
            outcome = Loan
            {
                pool_
            } -> run(is_superuser);
        });
        if (!outcome.rows.empty() && outcome.rows.front().integer(0) == 1)
            return {"connected as a superuser, for whom row level security is off; give the program a role of its own"};
        return {};
    }

    std::unique_ptr<SchemaLock> lock_schema() override { return std::make_unique<HeldSchemaLock>(url_); }

    void ping() override
    {
        again([this] {
            Loan
            {
                pool_
            } -> run(select_one);
        });
    }

    void run_script(std::string_view script) override
    {
        const Loan loan{pool_};
        loan->run_script(std::string{script});
    }

    std::string explain(const Statement& statement, std::span<const Parameter> parameters) override
    {
        const std::string name = "explain." + std::string{statement.name};
        const std::string text = "EXPLAIN " + std::string{statement.text};
        std::string plan;
        do_read(Reach::system("explain"), Snapshot::one, [&](Transaction& transaction) {
            for (const auto& row : transaction.all_with({name, text}, parameters)) plan += row.text(0) + "\n";
        });
        return plan;
    }

  protected:
    void do_read(Reach reach, Snapshot snapshot, const std::function<void(Transaction&)>& work) override
    {
        const InTransaction inside;
        again([&] {
            PostgresTransaction transaction{pool_, look_ups_, reach,
                                            snapshot == Snapshot::one ? Kind::read : Kind::glance};
            try {
                work(transaction);
            } catch (...) {
                transaction.undo();
                throw;
            }
            transaction.finish();
        });
    }

    void do_write(Reach reach, const std::function<bool(Transaction&)>& work) override
    {
        if (access_ == Access::read_only) throw DatabaseError("the database was opened for reading only");
        const InTransaction inside;
        again([&] {
            PostgresTransaction transaction{pool_, look_ups_, reach, Kind::write};
            try {
                if (work(transaction)) {
                    transaction.keep();
                    ++commits_;
                } else {
                    transaction.undo();
                }
            } catch (...) {
                transaction.undo();
                throw;
            }
        });
    }

  private:
    /// Whole transactions only (R-REL-7). A connection lost before COMMIT did nothing, so once more on a new one.
    template <class Attempt>
    void again(const Attempt& attempt)
    {
        bool was_lost = false;
        for (int number = 0;; ++number) {
            try {
                return attempt();
            } catch (const AnswerOverdue&) {
                pool_.drop_idle();
                throw;
            } catch (const ConnectionLost&) {
                pool_.drop_idle();
                if (std::exchange(was_lost, true)) throw;
            } catch (const Retryable&) {
                if (number + 1 == most_attempts) throw;
            }
            wait_before_retry(number);
        }
    }

    /// R-REL-1: an answered change is durable, or the program does not start.
    void check_durability()
    {
        const Loan loan{pool_};
        const auto row = std::move(loan->run(show_durability).rows.front());
        if (row.text(0) != "on" || row.text(1) != "on" || row.text(2) == "off")
            throw DatabaseError("this PostgreSQL may lose answered changes; set fsync, full_page_writes and "
                                "synchronous_commit to on");
    }

    std::string url_;
    Access access_;
    Pool pool_;
    SharedLookUps look_ups_{pool_};
    std::atomic<std::uint64_t> commits_ = 0;
};

} // namespace

std::unique_ptr<Database> open_postgres(const Options& options)
{
    return std::make_unique<PostgresDatabase>(options);
}

} // namespace assetbuddy::platform::sql
