#include "raw.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <unistd.h>

#include "platform/crypto/password_hash.h"

namespace assetbuddy::bench {
namespace {

using Clock = std::chrono::steady_clock;

const std::string row(300, 'x'); // about what an invitation's row holds

/// How often `work` gets done a second by so many threads; each thread makes its own work first.
double rate_of(std::size_t threads, std::chrono::milliseconds time,
               const std::function<std::function<void()>()>& prepare)
{
    std::atomic<std::size_t> done = 0;
    std::atomic<bool> ends = false;
    std::vector<std::function<void()>> works;
    for (std::size_t each = 0; each < threads; ++each) works.push_back(prepare());
    const auto start = Clock::now();
    std::vector<std::jthread> running;
    for (const auto& work : works)
        running.emplace_back([&done, &ends, &work] {
            for (; !ends; ++done) work();
        });
    std::this_thread::sleep_for(time);
    const auto counted = done.load();
    const auto took = std::chrono::duration<double>(Clock::now() - start).count();
    ends = true;
    running.clear();
    return static_cast<double>(counted) / took;
}

std::shared_ptr<PGconn> connect(const std::string& url)
{
    std::shared_ptr<PGconn> connection{PQconnectdb(url.c_str()), PQfinish};
    if (PQstatus(connection.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection.get()));
    PQsetNoticeProcessor(connection.get(), [](void*, const char*) {}, nullptr);
    return connection;
}

void expect(PGconn* connection, PGresult* result, ExecStatusType wanted)
{
    const bool is_fine = PQresultStatus(result) == wanted;
    PQclear(result);
    if (!is_fine) throw std::runtime_error(PQerrorMessage(connection));
}

void prepare(PGconn* connection, const char* text)
{
    expect(connection, PQprepare(connection, "it", text, 1, nullptr), PGRES_COMMAND_OK);
}

void execute(PGconn* connection, const std::string& value, ExecStatusType wanted)
{
    const char* const values[] = {value.c_str()};
    expect(connection, PQexecPrepared(connection, "it", 1, values, nullptr, nullptr, 0), wanted);
}

} // namespace

double fsync_milliseconds(const std::filesystem::path& folder)
{
    const auto name = folder / "fsync";
    const int file = ::open(name.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    const std::string page(4096, 'x');
    std::vector<double> times;
    for (int each = 0; each < 200; ++each) {
        const auto start = Clock::now();
        if (::write(file, page.data(), page.size()) != 4096 || ::fdatasync(file) != 0)
            throw std::runtime_error("the disk takes no writes");
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    ::close(file);
    std::filesystem::remove(name);
    std::ranges::sort(times);
    return times[times.size() / 2];
}

double sqlite_commits(const std::filesystem::path& folder, std::chrono::milliseconds time)
{
    const auto name = folder / "raw.db";
    std::filesystem::remove(name);
    sqlite3* handle = nullptr;
    sqlite3_open(name.c_str(), &handle);
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> closing{handle, sqlite3_close};
    const auto script = [&](const char* text) {
        if (sqlite3_exec(handle, text, nullptr, nullptr, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(handle));
    };
    script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;"
           "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -8000;"
           "PRAGMA journal_size_limit = 67108864; CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(handle, "INSERT INTO t (text) VALUES (?)", -1, &insert, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> finalising{insert, sqlite3_finalize};
    return rate_of(1, time, [&] {
        return [&] {
            sqlite3_bind_text(insert, 1, row.data(), static_cast<int>(row.size()), SQLITE_STATIC);
            if (sqlite3_step(insert) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(handle));
            sqlite3_reset(insert);
        };
    });
}

double password_hashes(std::size_t threads, std::chrono::milliseconds time)
{
    platform::crypto::PasswordHasher hasher{platform::crypto::PasswordCost::standard, threads};
    return rate_of(threads, time, [&hasher] { return [&hasher] { hasher.hash("plain grey gravel lorry"); }; });
}

double postgres_selects(const std::string& url, const std::vector<std::string>& token_hashes, std::size_t connections,
                        std::chrono::milliseconds time)
{
    return rate_of(connections, time, [&] {
        auto connection = connect(url);
        expect(connection.get(),
               PQexecParams(connection.get(), "SET assetbuddy.reach = '*'", 0, nullptr, nullptr, nullptr, nullptr, 0),
               PGRES_COMMAND_OK);
        prepare(connection.get(),
                "SELECT id, account_id, organisation_id, user_id, created_at, last_used_at FROM sessions "
                "WHERE token_hash = $1");
        return [connection, &token_hashes, next = std::size_t{0}]() mutable {
            const auto& token_hash = token_hashes.at(next++ % token_hashes.size());
            for (int each = 0; each < selects_of_a_check; ++each)
                execute(connection.get(), token_hash, PGRES_TUPLES_OK);
        };
    });
}

double postgres_commits(const std::string& url, std::size_t connections, std::chrono::milliseconds time)
{
    const auto first = connect(url);
    expect(first.get(),
           PQexecParams(first.get(), "CREATE TABLE IF NOT EXISTS raw (id BIGSERIAL PRIMARY KEY, text TEXT NOT NULL)", 0,
                        nullptr, nullptr, nullptr, nullptr, 0),
           PGRES_COMMAND_OK);
    return rate_of(connections, time, [&] {
        auto connection = connect(url);
        prepare(connection.get(), "INSERT INTO raw (text) VALUES ($1)");
        return [connection] { execute(connection.get(), row, PGRES_COMMAND_OK); };
    });
}

} // namespace assetbuddy::bench
