// The same over PostgreSQL.

#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench.h"
#include "platform/crypto/crypto.h"
#include "platform/sql/database.h"
#include "raw.h"
#include "testing/postgres_server.h"

namespace assetbuddy::bench {
namespace {

namespace fs = std::filesystem;
using enum Wanted::Kind;

constexpr std::size_t connections = 8; // of the server's pool
constexpr int organisations = 16;

void measure_session_check(Bench& bench, const Process& server, const std::string& url)
{
    std::vector<std::string> requests;
    std::vector<std::string> hashes;
    for (int each = 1; each <= organisations; ++each) {
        requests.push_back(get("/api/v1/me", sessions_of(each).owner));
        hashes.push_back(platform::crypto::sha256(sessions_of(each).owner));
    }
    const Load load{.port = server.port(),
                    .request = [&](std::size_t number) { return requests.at(number % requests.size()); }};
    double raw = 0;
    for (int turn = 0; turn < 3; ++turn) raw += postgres_selects(url, hashes, connections, bench.time) / 3;
    const auto pair = beside_the_edge(bench, load);
    const std::string what = "PostgreSQL: session check, GET /api/v1/me";
    bench.report.add({what, pair.one.rate(), "/s", raw,
                      fmt::format("{} raw selects each on {} connections", selects_of_a_check, connections),
                      Wanted{at_least, 0.70}});
    bench.report.add(
        {what, pair.one.rate(), "/s", 1 / (1 / raw + 1 / pair.other.rate()), "the raw selects, then the bare edge"});
}

void measure_inviting(Bench& bench, const Process& server, const std::string& url)
{
    std::size_t invited = 0;
    for (const int among : {1, organisations}) {
        Measured ours;
        double one = 0;
        double many = 0;
        for (int turn = 0; turn < 3; ++turn) {
            one += postgres_commits(url, 1, bench.time) / 3;
            many += postgres_commits(url, connections, bench.time) / 3;
            ours.add(run({.port = server.port(),
                          .time = bench.time,
                          .request =
                              [&](std::size_t number) {
                                  const auto& session = sessions_of(1 + static_cast<int>(number) % among).owner;
                                  const auto body = fmt::format(
                                      R"({{"name":"Invitee {0}","email":"i{0}@new.example","role":"supervisor"}})",
                                      invited++);
                                  return post(server.port(), "/api/v1/invitations", body, session);
                              },
                          .expected = 201}));
        }
        const auto what =
            fmt::format("PostgreSQL: invite, 64 clients, {} organisation{}", among, among == 1 ? "" : "s");
        bench.report.add({what, ours.rate(), "/s", one, "raw one-row commits, 1 connection",
                          Wanted{at_least, among == 1 ? 0.5 : 1.0}});
        bench.report.add(
            {what, ours.rate(), "/s", many, fmt::format("raw one-row commits, {} connections", connections)});
    }
}

} // namespace

void measure_postgres(Bench& bench)
{
    auto& cluster = testing_support::PostgresServer::instance(testing_support::PostgresServer::Autovacuum::on);
    const std::string name = "assetbuddy_bench";
    cluster.drop(name);
    cluster.create(name, true);
    const auto url = cluster.url_of(name);
    const auto data = bench.folder / "postgres";
    fs::remove_all(data);
    fs::create_directories(data);
    fs::permissions(data, fs::perms::owner_all);
    {
        const auto database = platform::sql::Database::open({.url = url});
        seed(*database, data / "key", 1, std::vector<Size>(organisations, {.users = 100}));
    }
    {
        const Process server{bench.program, bench.arguments(data, url)};
        measure_session_check(bench, server, url);
        const auto request = get("/api/v1/me", sessions_of(1).owner);
        run({.port = server.port(),
             .time = std::chrono::minutes{5},
             .at_most = 100'000,
             .request = [request](std::size_t) { return request; }});
        bench.report.add(
            {"PostgreSQL: resident after 100,000 requests", server.memory(), "MiB", {}, {}, Wanted{at_most, 60}});
        measure_inviting(bench, server, url);
    }
    cluster.drop(name);
}

} // namespace assetbuddy::bench
