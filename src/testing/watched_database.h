#pragma once

#include <map>
#include <string>

#include "platform/sql/database.h"

namespace assetbuddy::testing_support {

/// A database that keeps how every statement of a read is planned, as though its tables were long: PostgreSQL is told
/// to read a table whole only where it cannot do otherwise, and SQLite without statistics does so anyway.
class WatchedDatabase final : public platform::sql::Database {
  public:
    explicit WatchedDatabase(platform::sql::Database& inner) : inner_(inner) {}

    void watch(bool is_on) { watches_ = is_on; }
    /// By the names of the statements.
    [[nodiscard]] const std::map<std::string, std::string>& plans() const { return plans_; }

    [[nodiscard]] platform::sql::Engine engine() const override { return inner_.engine(); }
    void ping() override { inner_.ping(); }
    [[nodiscard]] bool has_failed() const override { return inner_.has_failed(); }
    std::vector<std::string> warnings() override { return inner_.warnings(); }
    [[nodiscard]] std::uint64_t commits() const override { return inner_.commits(); }
    std::unique_ptr<SchemaLock> lock_schema() override { return inner_.lock_schema(); }
    void run_script(std::string_view script) override { inner_.run_script(script); }
    std::string explain(const platform::sql::Statement& statement,
                        std::span<const platform::sql::Parameter> parameters) override
    {
        return inner_.explain(statement, parameters);
    }

  protected:
    void do_read(platform::sql::Reach reach, platform::sql::Snapshot snapshot,
                 const std::function<void(platform::sql::Transaction&)>& work) override;
    void do_write(platform::sql::Reach reach, const std::function<bool(platform::sql::Transaction&)>& work) override;

  private:
    platform::sql::Database& inner_;
    bool watches_ = false;
    std::map<std::string, std::string> plans_;
};

} // namespace assetbuddy::testing_support
