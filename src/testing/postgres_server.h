#pragma once

#include <memory>
#include <string>

namespace assetbuddy::testing_support {

/// The PostgreSQL of this test process; see databases.h. Started at the first call, gone with the process however it
/// ends.
class PostgresServer {
  public:
    /// Off for tests: its workers belong to the superuser, and the tests' role could not drop a database that one
    /// visits. On for benchmarks: without it, dead rows of busy tables are walked over again and again.
    enum class Autovacuum { off, on };
    /// The first call decides about autovacuum; a server that was given by the environment keeps its own way.
    static PostgresServer& instance(Autovacuum autovacuum = Autovacuum::off);
    /// Address of a database of that name on it.
    [[nodiscard]] std::string url_of(const std::string& database) const;
    /// One statement outside any transaction, in the maintenance database. Throws std::runtime_error with its words.
    void execute(const std::string& statement) const;
    /// A database like the migrated template, or empty.
    void create(const std::string& name, bool with_schema);
    void drop(const std::string& name) const;

  private:
    explicit PostgresServer(Autovacuum autovacuum);
    ~PostgresServer();
    void start_own(Autovacuum autovacuum);
    void make_template();

    std::string base_;   // postgresql://role@host:port/
    std::string tail_;   // what follows the name of the database: ?host=…
    std::string folder_; // of the own cluster; empty: somebody else's
    std::string template_;
    class Watcher;
    std::unique_ptr<Watcher> watcher_;
};

} // namespace assetbuddy::testing_support
