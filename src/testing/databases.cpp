#include "testing/databases.h"

#include <atomic>
#include <stdexcept>

#include <unistd.h>

#include "access/schema.h"
#include "platform/sql/migrations.h"
#include "testing/postgres_server.h"

namespace assetbuddy::testing_support {
namespace {

namespace sql = platform::sql;

std::string fresh_name()
{
    static std::atomic<int> number = 0;
    return "ab_" + std::to_string(::getpid()) + "_" + std::to_string(++number);
}

} // namespace

TemporaryFolder::TemporaryFolder()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "assetbuddy-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

TestDatabase::TestDatabase(sql::Engine engine, Contents contents)
{
    if (engine == sql::Engine::sqlite) {
        folder_ = std::make_unique<TemporaryFolder>();
        url_ = "sqlite:" + (folder_->path() / "test.db").string();
    } else {
        name_ = fresh_name();
        PostgresServer::instance().create(name_, contents == Contents::schema);
        url_ = PostgresServer::instance().url_of(name_);
    }
    reopen();
    if (engine == sql::Engine::sqlite && contents == Contents::schema)
        sql::migrate(*database_, access::schema(), base::Time{});
}

TestDatabase::~TestDatabase()
{
    database_.reset();
    if (name_.empty()) return;
    try {
        PostgresServer::instance().drop(name_);
    } catch (const std::exception& fault) {
        std::fputs(fault.what(), stderr);
    }
}

void TestDatabase::reopen()
{
    database_.reset();
    database_ = sql::Database::open({.url = url_, .connections = 8});
}

} // namespace assetbuddy::testing_support
