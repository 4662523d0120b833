#include "testing/watched_database.h"

#include "base/result.h"

namespace assetbuddy::testing_support {
namespace {

namespace sql = platform::sql;

constexpr sql::Statement spare_tables{"watch.spare_tables", "SELECT set_config('enable_seqscan', 'off', false)"};
constexpr sql::Statement as_usual{"watch.as_usual", "SELECT set_config('enable_seqscan', 'on', false)"};

class WatchedTransaction final : public sql::Transaction {
  public:
    WatchedTransaction(sql::Transaction& inner, std::map<std::string, std::string>& plans)
        : inner_(inner), plans_(plans)
    {}
    [[nodiscard]] sql::Engine engine() const override { return inner_.engine(); }
    void enter(const base::OrganisationId& organisation) override { inner_.enter(organisation); }
    void leave() override { inner_.leave(); }

  protected:
    Outcome run(const sql::Statement& statement, std::span<const sql::Parameter> parameters) override
    {
        const std::string name{statement.name};
        if (!plans_.contains(name)) plans_[name] = plan_of(statement, parameters);
        return {.rows = inner_.all_with(statement, parameters), .changed = 0};
    }
    void run_later(const sql::Statement& statement, std::span<const sql::Parameter> parameters) override
    {
        (void)inner_.all_with(statement, parameters);
    }

  private:
    std::string plan_of(const sql::Statement& statement, std::span<const sql::Parameter> parameters)
    {
        const bool is_sqlite = engine() == sql::Engine::sqlite;
        const auto name = "watch." + std::string{statement.name};
        const auto text = (is_sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN (COSTS OFF) ") + std::string{statement.text};
        if (!is_sqlite) (void)inner_.all(spare_tables);
        std::string plan;
        for (const auto& row : inner_.all_with({name, text}, parameters)) plan += row.text(is_sqlite ? 3 : 0) + "\n";
        if (!is_sqlite) (void)inner_.all(as_usual);
        return plan;
    }

    sql::Transaction& inner_;
    std::map<std::string, std::string>& plans_;
};

} // namespace

void WatchedDatabase::do_read(sql::Reach reach, sql::Snapshot snapshot,
                              const std::function<void(sql::Transaction&)>& work)
{
    (void)inner_.read(
        reach,
        [&](sql::Transaction& tx) {
            if (!watches_) return work(tx), true;
            WatchedTransaction watched{tx, plans_};
            work(watched);
            return true;
        },
        snapshot);
}

void WatchedDatabase::do_write(sql::Reach reach, const std::function<bool(sql::Transaction&)>& work)
{
    (void)inner_.write(reach, [&](sql::Transaction& tx) -> base::Done {
        if (!work(tx)) return base::refused("rolled_back");
        return {};
    });
}

} // namespace assetbuddy::testing_support
