// Session check and list of people on SQLite.

#include <iostream>

#include <fmt/format.h>

#include "access/schema.h"
#include "bench.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/sql/migrations.h"
#include "users/order.h"

namespace assetbuddy::bench {
namespace {

namespace fs = std::filesystem;
using enum Wanted::Kind;

constexpr int small = 1;
constexpr int middle = 2;
constexpr int large = 3;
const std::vector<Size> sizes{{.users = 1'000}, {.users = 100'000}, {.users = 1'000'000}};

/// A folder with the three organisations, made once for each schema and kept, because it takes a minute.
fs::path people_folder(const fs::path& folder)
{
    std::string schema;
    for (const auto& step : access::schema()) schema += step.text;
    const auto data = folder / ("people-" + platform::crypto::sha256(schema).substr(0, 12));
    if (fs::exists(data / "seeded")) return data;
    std::cout << "Seeding 1,101,000 people (this happens once) ..." << std::endl;
    fs::remove_all(data);
    fs::create_directories(data);
    fs::permissions(data, fs::perms::owner_all);
    const auto database = platform::sql::Database::open({.url = "sqlite:" + (data / "assetbuddy.db").string()});
    platform::sql::migrate(*database, access::schema(), platform::clock::SystemClock{}.now());
    seed(*database, data / "key", small, sizes);
    fs::create_directory(data / "seeded");
    return data;
}

/// Sessions end after a day without use; a kept folder may be older.
void renew_sessions(const fs::path& data)
{
    const auto database = platform::sql::Database::open({.url = "sqlite:" + (data / "assetbuddy.db").string()});
    const auto now = platform::clock::SystemClock{}.now();
    const auto done =
        database->write(platform::sql::Reach::system("benchmark"), [&](platform::sql::Transaction& tx) -> base::Done {
            tx.execute({"bench.renew", "UPDATE sessions SET created_at = $1, last_used_at = $1"}, now);
            return {};
        });
    if (!done) throw std::runtime_error("sessions could not be renewed");
}

Load list_of(const Process& server, int organisation, const std::string& query)
{
    const auto request = get("/api/v1/users?limit=25" + query, sessions_of(organisation).owner);
    return {.port = server.port(), .request = [request](std::size_t) { return request; }};
}

/// The cursor of the last page of an order.
std::string last_page(const std::string& sort)
{
    const auto order = users::read_order(sort).value();
    users::Cursor cursor{
        .way = users::Cursor::Way::back, .order = order, .user = base::UserId{"ffffffff-ffff-7fff-bfff-ffffffffffff"}};
    if (order.key == users::SortKey::role) cursor.role = "supervisor";
    if (order.key == users::SortKey::last_seen_at)
        cursor.last_seen_at = INT64_MAX;
    else
        cursor.text = "~";
    return "&cursor=" + users::to_text(cursor);
}

void measure_session_check(Bench& bench, const Process& server)
{
    const auto request = get("/api/v1/me", sessions_of(small).owner);
    const Load load{.port = server.port(), .request = [request](std::size_t) { return request; }};
    const auto pair = beside_the_edge(bench, load);
    bench.report.add({"SQLite: session check, GET /api/v1/me", pair.one.rate(), "/s", pair.other.rate(), "bare edge",
                      Wanted{at_least, 0.40}});
    auto rest = load;
    rest.at_most = 100'000;
    rest.time = std::chrono::minutes{5};
    run(rest);
    bench.report.add({"SQLite: resident after 100,000 requests", server.memory(), "MiB", {}, {}, Wanted{at_most, 60}});
}

void measure_list(Bench& bench, const Process& server)
{
    const auto pair = beside_the_edge(bench, list_of(server, middle, ""));
    bench.report.add(
        {"SQLite: 25 of 100,000 users", pair.one.rate(), "/s", pair.other.rate(), "bare edge", Wanted{at_least, 0.15}});
    for (const std::string sort : {"name", "-name", "email", "role", "last_seen_at", "-last_seen_at"}) {
        for (const bool is_last : {false, true}) {
            const auto query = "&sort=" + sort + (is_last && sort[0] != '-' ? last_page(sort) : "");
            if (is_last && sort[0] == '-') continue;
            const auto sized = by_turns(list_of(server, large, query), list_of(server, small, query));
            bench.report.add({fmt::format("SQLite: {} of 1,000,000 by {}", is_last ? "last page" : "first page", sort),
                              1e6 / sized.one.rate(), "us", 1e6 / sized.other.rate(), "of 1,000",
                              Wanted{at_most, 1.3}});
        }
    }
    for (const std::string filter :
         {"role=contractor", "is_active=false", "is_external=true", "q=smith", "q=zo", "q=anna%20macdonald"}) {
        const auto found = run(list_of(server, large, "&" + filter));
        bench.report.add({"SQLite: 25 of 1,000,000 where " + filter, 1e6 / found.rate(), "us"});
    }
}

} // namespace

void measure_program(Bench& bench)
{
    bench.report.add({"size of the binary",
                      static_cast<double>(fs::file_size(bench.program)) / (1024 * 1024),
                      "MiB",
                      {},
                      {},
                      Wanted{at_most, 25}});
}

void measure_sqlite_reads(Bench& bench)
{
    const auto data = people_folder(bench.folder);
    renew_sessions(data);
    {
        const Process first{bench.program, bench.arguments(data)}; // whatever happens once has happened then
    }
    const auto start = std::chrono::steady_clock::now();
    const Process server{bench.program, bench.arguments(data)};
    run({.port = server.port(), .clients = 1, .at_most = 1, .request = [](std::size_t) { return get("/readyz"); }});
    const auto took = std::chrono::steady_clock::now() - start;
    bench.report.add({"start to first answer",
                      std::chrono::duration<double, std::milli>(took).count(),
                      "ms",
                      {},
                      {},
                      Wanted{at_most, 150}});
    measure_session_check(bench, server);
    measure_list(bench, server);
}

} // namespace assetbuddy::bench
