#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "platform/sql/database.h"

namespace assetbuddy::testing_support {

/// A folder of a test's own, gone with it.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// Whether a database starts with the program's schema or with nothing.
enum class Contents { schema, empty };

/// A fresh database of a test's own. PostgreSQL is the server of ASSETBUDDY_TEST_POSTGRES (a URL of a role that may
/// make databases and is no superuser, so that row level security stands), else a cluster this process starts for
/// itself. It never skips: without PostgreSQL the test fails with words.
class TestDatabase {
  public:
    explicit TestDatabase(platform::sql::Engine engine, Contents contents = Contents::schema);
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    platform::sql::Database& database() { return *database_; }
    /// For a second Database on the same data (PostgreSQL), or after `close`.
    [[nodiscard]] const std::string& url() const { return url_; }
    void close() { database_.reset(); }
    void reopen();

  private:
    std::unique_ptr<TemporaryFolder> folder_;
    std::string name_;
    std::string url_;
    std::unique_ptr<platform::sql::Database> database_;
};

/// A test that runs on each engine, on a database that starts with nothing.
class EmptyDatabaseTest : public testing::TestWithParam<platform::sql::Engine> {
  protected:
    platform::sql::Database& database() { return made_.database(); }

    TestDatabase made_{GetParam(), Contents::empty};
};

/// INSTANTIATE_TEST_SUITE_P(Engines, Suite, testing_support::AllEngines(), testing_support::engine_name);
inline auto AllEngines()
{
    return testing::Values(platform::sql::Engine::sqlite, platform::sql::Engine::postgresql);
}
inline std::string engine_name(const testing::TestParamInfo<platform::sql::Engine>& info)
{
    return info.param == platform::sql::Engine::sqlite ? "sqlite" : "postgresql";
}

} // namespace assetbuddy::testing_support
