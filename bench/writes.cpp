// Inviting and accepting on SQLite, with delivery running.

#include <thread>

#include <fmt/format.h>

#include "access/schema.h"
#include "bench.h"
#include "platform/clock/clock.h"
#include "platform/sql/migrations.h"
#include "raw.h"

namespace assetbuddy::bench {
namespace {

namespace fs = std::filesystem;
using enum Wanted::Kind;

fs::path fresh_folder(const fs::path& folder)
{
    const auto data = folder / "writes";
    fs::remove_all(data);
    fs::create_directories(data);
    fs::permissions(data, fs::perms::owner_all);
    return data;
}

std::unique_ptr<platform::sql::Database> fresh_database(const fs::path& data)
{
    auto database = platform::sql::Database::open({.url = "sqlite:" + (data / "assetbuddy.db").string()});
    platform::sql::migrate(*database, access::schema(), platform::clock::SystemClock{}.now());
    seed(*database, data / "key", 1, {{.users = 1'000}});
    return database;
}

} // namespace

void measure_sqlite_writes(Bench& bench)
{
    const auto data = fresh_folder(bench.folder);
    fresh_database(data);
    const Process server{bench.program, bench.arguments(data)};
    const auto session = sessions_of(1).owner;
    std::size_t invited = 0;
    for (const std::size_t clients : {1U, 64U}) {
        Measured ours;
        double raw = 0;
        for (int turn = 0; turn < 3; ++turn) {
            raw += sqlite_commits(bench.folder, bench.time) / 3;
            ours.add(run({.port = server.port(),
                          .clients = clients,
                          .time = bench.time,
                          .request =
                              [&](std::size_t) {
                                  const auto body = fmt::format(
                                      R"({{"name":"Invitee {0}","email":"i{0}@new.example","role":"supervisor"}})",
                                      invited++);
                                  return post(server.port(), "/api/v1/invitations", body, session);
                              },
                          .expected = 201}));
        }
        bench.report.add({fmt::format("SQLite: invite, {} client{}", clients, clients == 1 ? "" : "s"), ours.rate(),
                          "/s", raw, "raw one-row commits", Wanted{at_least, clients == 1 ? 0.4 : 1.0}});
        bench.report.add({fmt::format("SQLite: invite, {} client{}, 99th percentile", clients, clients == 1 ? "" : "s"),
                          ours.percentile(0.99), "ms"});
    }
}

void measure_accepting(Bench& bench)
{
    const auto data = fresh_folder(bench.folder);
    constexpr std::size_t most = 3000;
    const auto offers = [&] {
        const auto database = fresh_database(data);
        return seed_invitations(*database, data / "key", find_organisation(*database, 1), most);
    }();
    const Process server{bench.program, bench.arguments(data)};
    const auto request = get("/api/v1/users?limit=25", sessions_of(1).owner);
    const Load look{.port = server.port(),
                    .clients = 1,
                    .time = std::chrono::seconds{4},
                    .request = [request](std::size_t) { return request; }};
    const auto quiet = run(look);
    const auto cores = std::max(1U, std::thread::hardware_concurrency());
    const auto before = password_hashes(cores, std::chrono::seconds{3});
    Measured busy;
    Measured accepted;
    {
        std::size_t next = 0;
        const Load accept{.port = server.port(),
                          .clients = 64,
                          .time = std::chrono::seconds{5},
                          .at_most = most - 500,
                          .request = [&](std::size_t) {
                              const auto& offer = offers.at(next++);
                              const auto body =
                                  fmt::format(R"({{"token":"{}","code":"{}","password":"plain grey gravel lorry {}"}})",
                                              offer.token, offer.code, next);
                              return post(server.port(), "/api/v1/invitations/accept", body);
                          }};
        accepted = run(accept);
        auto few = accept;
        few.at_most = 500;
        few.time = look.time;
        std::jthread looking{[&] { busy = run(look); }};
        run(few);
    }
    const auto raw = (before + password_hashes(cores, std::chrono::seconds{3})) / 2;
    bench.report.add({"SQLite: accept, 64 clients", accepted.rate(), "/s", raw, "raw Argon2id on all cores",
                      Wanted{at_least, 0.90}});
    bench.report.add({"SQLite: users list while 64 accept, 99th percentile", busy.percentile(0.99), "ms",
                      quiet.percentile(0.99), "quiet", Wanted{at_most, 5}});
}

} // namespace assetbuddy::bench
