#include "testing/postgres_server.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stdexcept>

#include <fcntl.h>
#include <libpq-fe.h>
#include <sys/wait.h>
#include <unistd.h>

#include "access/schema.h"
#include "platform/sql/database.h"
#include "platform/sql/migrations.h"

namespace assetbuddy::testing_support {
namespace {

constexpr const char* programs = "/usr/lib/postgresql/15/bin/";
constexpr const char* role = "assetbuddy_test";

void shell(const std::string& command)
{
    if (std::system(command.c_str()) != 0) throw std::runtime_error("this failed: " + command);
}

/// PostgreSQL does not run as root.
std::string as_postgres(const std::string& command)
{
    return ::geteuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups " + command : command;
}

} // namespace

/// A process of its own that runs a command once this one has ended, by whatever death: then its pipe is closed.
class PostgresServer::Watcher {
  public:
    explicit Watcher(const std::string& last_command)
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe for the watcher of PostgreSQL");
        process_ = ::fork();
        if (process_ < 0) throw std::runtime_error("no process for the watcher of PostgreSQL");
        if (process_ == 0) {
            ::setsid(); // an interrupt from the keyboard is for the tests alone
            ::dup2(ends[0], STDIN_FILENO);
            const auto whole = "read ended; " + last_command;
            ::execl("/bin/sh", "sh", "-c", whole.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(ends[0]);
        pipe_ = ends[1];
    }
    ~Watcher()
    {
        ::close(pipe_);
        ::waitpid(process_, nullptr, 0);
    }
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

  private:
    pid_t process_ = -1;
    int pipe_ = -1;
};

PostgresServer& PostgresServer::instance(Autovacuum autovacuum)
{
    static PostgresServer server{autovacuum};
    return server;
}

PostgresServer::PostgresServer(Autovacuum autovacuum)
{
    if (const char* given = std::getenv("ASSETBUDDY_TEST_POSTGRES"); given != nullptr && *given != '\0') {
        const std::string url = given;
        const auto name = url.find('/', url.find("://") + 3);
        if (name == std::string::npos)
            throw std::runtime_error("ASSETBUDDY_TEST_POSTGRES needs a database: …/postgres");
        base_ = url.substr(0, name + 1);
        const auto query = url.find('?', name);
        tail_ = query == std::string::npos ? "" : url.substr(query);
    } else {
        start_own(autovacuum);
    }
    make_template();
}

PostgresServer::~PostgresServer()
{
    if (!folder_.empty()) {
        watcher_.reset();
        return;
    }
    try {
        drop(template_);
    } catch (const std::exception& fault) {
        std::fputs(fault.what(), stderr);
    }
}

void PostgresServer::start_own(Autovacuum autovacuum)
{
    std::string pattern = (std::filesystem::temp_directory_path() / "assetbuddy-pg-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for PostgreSQL");
    folder_ = pattern;
    if (::geteuid() == 0) shell("chown postgres " + folder_);
    const auto data = folder_ + "/data";
    const std::string bin = programs;
    watcher_ = std::make_unique<Watcher>(as_postgres(bin + "pg_ctl -D " + data + " -m immediate -w stop") +
                                         " > /dev/null 2>&1; rm -rf " + folder_);
    shell(as_postgres(bin + "initdb --no-sync -D " + data +
                      " -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 > /dev/null"));
    shell(as_postgres(bin + "pg_ctl -D " + data + " -w -l " + folder_ + "/log -o \"-k " + folder_ +
                      " -p 5432 -c listen_addresses='' -c max_connections=200 -c autovacuum=" +
                      (autovacuum == Autovacuum::on ? "on" : "off") + "\" start > /dev/null"));
    shell("psql -q -h " + folder_ + " -p 5432 -U postgres -d postgres -c 'CREATE ROLE " + role + " LOGIN CREATEDB'");
    base_ = std::string{"postgresql://"} + role + "@/";
    tail_ = "?host=" + folder_ + "&port=5432"; // or PGPORT decides
}

std::string PostgresServer::url_of(const std::string& database) const
{
    return base_ + database + tail_;
}

void PostgresServer::execute(const std::string& statement) const
{
    const std::unique_ptr<PGconn, void (*)(PGconn*)> connection{PQconnectdb(url_of("postgres").c_str()), PQfinish};
    const std::unique_ptr<PGresult, void (*)(PGresult*)> result{PQexec(connection.get(), statement.c_str()), PQclear};
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        throw std::runtime_error("PostgreSQL for tests: " + std::string{PQerrorMessage(connection.get())});
}

void PostgresServer::make_template()
{
    template_ = "ab_template_" + std::to_string(::getpid());
    execute("CREATE DATABASE " + template_);
    const auto database = platform::sql::Database::open({.url = url_of(template_), .connections = 2});
    if (!database->warnings().empty())
        throw std::runtime_error("ASSETBUDDY_TEST_POSTGRES: " +
                                 database->warnings().front()); // else the wall is untested
    platform::sql::migrate(*database, access::schema(), base::Time{});
}

void PostgresServer::create(const std::string& name, bool with_schema)
{
    static std::mutex mutex; // one copy of the template at a time
    const std::scoped_lock lock{mutex};
    execute("CREATE DATABASE " + name + (with_schema ? " TEMPLATE " + template_ : ""));
}

void PostgresServer::drop(const std::string& name) const
{
    execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
}

} // namespace assetbuddy::testing_support
