// Defects of one organisation: a million beside a thousand, on both databases (issue 4, "Speed").

#include <chrono>
#include <iostream>

#include <fmt/format.h>

#include "access/schema.h"
#include "access/upgrade.h"
#include "bench.h"
#include "platform/clock/clock.h"
#include "platform/sql/database.h"
#include "testing/postgres_server.h"

namespace assetbuddy::bench {
namespace {

namespace fs = std::filesystem;
using enum Wanted::Kind;

constexpr int small = 1;
constexpr int large = 2;
const std::vector<Size> sizes{{.users = 400, .assets = 300, .defects = 1'000},
                              {.users = 4'000, .assets = 20'000, .defects = 1'000'000}};

fs::path fresh_folder(const Bench& bench, const std::string& name)
{
    auto data = bench.folder / name;
    fs::remove_all(data);
    fs::create_directories(data);
    fs::permissions(data, fs::perms::owner_all);
    return data;
}

void seed_work(Bench& bench, const std::string& engine, const std::string& url, const fs::path& data)
{
    std::cout << "Seeding 1,001,000 defects on " << engine << " ..." << std::endl;
    const auto database = platform::sql::Database::open({.url = url});
    access::upgrade(*database, platform::clock::SystemClock{}.now());
    const auto start = std::chrono::steady_clock::now();
    seed(*database, data / "key", small, sizes);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    bench.report.add({engine + ": seeding 1,001,000 defects", took.count(), "s"});
}

void measure_work(Bench& bench, const std::string& engine, const Process& server)
{
    const auto load = [&](const std::string& session, const std::string& path) {
        const auto request = get(path, session);
        return Load{.port = server.port(), .time = bench.time, .request = [request](std::size_t) { return request; }};
    };
    const auto compare = [&](const std::string& what, const std::string Sessions::* who, const std::string& path) {
        const auto sized = by_turns(load(sessions_of(large).*who, path), load(sessions_of(small).*who, path));
        bench.report.add({fmt::format("{}: {} of 1,000,000 defects", engine, what), 1e6 / sized.one.rate(), "us",
                          1e6 / sized.other.rate(), "of 1,000", Wanted{at_most, 1.3}});
    };
    compare("contractor's dashboard, 40 assigned", &Sessions::contractor, "/api/v1/contractor-dashboard");
    compare("contractor's list, 40 assigned", &Sessions::contractor, "/api/v1/defects?limit=25");
    for (const std::string filter :
         {"", "&status=in_progress", "&severity=critical", "&overdue=true", "&status=closed"})
        compare("list" + filter, &Sessions::owner, "/api/v1/defects?limit=25" + filter);
    compare("register", &Sessions::owner, "/api/v1/assets?limit=25");
    for (const std::string words : {"hydraulic", "LIFT-001", "guard"}) {
        const auto found = run(load(sessions_of(large).owner, "/api/v1/defects?limit=25&q=" + words));
        bench.report.add(
            {fmt::format("{}: search of 1,000,000 defects for {}", engine, words), 1e6 / found.rate(), "us"});
    }
}

} // namespace

void measure_sqlite_work(Bench& bench)
{
    const auto data = fresh_folder(bench, "work");
    const auto url = "sqlite:" + (data / "assetbuddy.db").string();
    seed_work(bench, "SQLite", url, data);
    {
        const Process server{bench.program, bench.arguments(data, url)};
        measure_work(bench, "SQLite", server);
    }
    fs::remove_all(data);
}

void measure_postgres_work(Bench& bench)
{
    auto& cluster = testing_support::PostgresServer::instance(testing_support::PostgresServer::Autovacuum::on);
    const std::string name = "assetbuddy_bench_work";
    cluster.drop(name);
    cluster.create(name, true);
    const auto data = fresh_folder(bench, "work-postgres");
    seed_work(bench, "PostgreSQL", cluster.url_of(name), data);
    {
        const Process server{bench.program, bench.arguments(data, cluster.url_of(name))};
        measure_work(bench, "PostgreSQL", server);
    }
    fs::remove_all(data);
    cluster.drop(name);
}

} // namespace assetbuddy::bench
