// R-AUTH-9, R-INV-16: whether the time of an answer tells what its words do not. Samples of the classes take turns on
// one connection, so that all of them see the same weather.

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "access/schema.h"
#include "bench.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/password_hash.h"
#include "platform/sql/database.h"
#include "platform/sql/migrations.h"

namespace assetbuddy::bench {
namespace {

namespace fs = std::filesystem;
using enum Wanted::Kind;

constexpr std::size_t samples = 300;  // of a class
constexpr double most_difference = 2; // ms
constexpr double least_chance = 0.01;

using Samples = std::vector<double>;

double median(Samples times)
{
    std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
    return times[times.size() / 2];
}

/// How likely two equal classes would differ as much as these do: Mann and Whitney's test, two-sided, by the normal
/// approximation, which is good from twenty samples on.
double chance_of_no_difference(const Samples& one, const Samples& other)
{
    double before = 0; // pairs in which the first is quicker; half of the even ones
    for (const double a : one)
        for (const double b : other) before += a < b ? 1 : (a == b ? 0.5 : 0);
    const auto m = static_cast<double>(one.size());
    const auto n = static_cast<double>(other.size());
    const double deviation = std::sqrt(m * n * (m + n + 1) / 12);
    const double z = std::abs(before - m * n / 2) / deviation;
    return std::erfc(z / std::numbers::sqrt2);
}

/// The times of `classes` requests that take turns.
std::vector<Samples> by_class(const Load& load, std::size_t classes)
{
    auto turns = load;
    turns.clients = 1;
    turns.time = std::chrono::minutes{5};
    turns.at_most = classes * (samples + 1);
    const auto measured = run(turns);
    std::vector<Samples> times(classes);
    for (std::size_t i = classes; i < measured.milliseconds.size(); ++i) // the first of each warms up
        times[i % classes].push_back(measured.milliseconds[i]);
    return times;
}

void compare(Bench& bench, const std::string& what, const Samples& one, const Samples& other)
{
    bench.report.add({what + ", difference of medians",
                      std::abs(median(one) - median(other)),
                      "ms",
                      {},
                      {},
                      Wanted{at_most, most_difference}});
    bench.report.add({what + ", chance that it is none",
                      chance_of_no_difference(one, other),
                      "",
                      {},
                      {},
                      Wanted{at_least, least_chance}});
}

fs::path seeded_folder(const fs::path& folder)
{
    const auto data = folder / "timing";
    fs::remove_all(data);
    fs::create_directories(data);
    fs::permissions(data, fs::perms::owner_all);
    const auto database = platform::sql::Database::open({.url = "sqlite:" + (data / "assetbuddy.db").string()});
    platform::sql::migrate(*database, access::schema(), platform::clock::SystemClock{}.now());
    seed(*database, data / "key", 1, {{.users = 1'000}});
    platform::crypto::PasswordHasher hasher{platform::crypto::PasswordCost::standard, 1};
    const auto hash = hasher.hash("seven herons over the weir");
    database->run_script(fmt::format("UPDATE accounts SET password_hash = '{}', password_set_at = 1, confirmed_at = 1 "
                                     "WHERE CAST(substr(email, 7, instr(email, '@') - 7) AS INTEGER) < 500;\n",
                                     hash));
    return data;
}

void measure_sign_in(Bench& bench, std::uint16_t port)
{
    const Load load{
        .port = port,
        .request =
            [port](std::size_t number) {
                const auto who = 1 + number / 4;
                const std::string emails[] = {fmt::format("person{}@o1.example", who),
                                              fmt::format("nobody{}@o1.example", who),
                                              fmt::format("person{}@o1.example", 500 + who), "person499@o1.example"};
                return post(port, "/api/v1/session",
                            fmt::format(R"({{"email":"{}","password":"not that one at all"}})", emails[number % 4]));
            },
        .expected = 401};
    const auto times = by_class(load, 4);
    compare(bench, "sign-in: a wrong password beside an unknown address", times[0], times[1]);
    compare(bench, "sign-in: a wrong password beside no password yet", times[0], times[2]);
    compare(bench, "sign-in: a wrong password beside a throttled account", times[0], times[3]);
}

/// Only the holder of a link learns more than that there is none; how long it takes must not tell others.
void measure_links(Bench& bench, std::uint16_t port, const std::vector<Offer>& offers)
{
    const Load load{.port = port,
                    .request =
                        [&](std::size_t number) {
                            const auto token = number % 2 == 0
                                                   ? offers.at(number / 2).token
                                                   : platform::crypto::make_token(platform::crypto::system_random());
                            return post(port, "/api/v1/invitations/inspect", fmt::format(R"({{"token":"{}"}})", token));
                        },
                    .expected = any_status};
    const auto times = by_class(load, 2);
    bench.report.add({"a link: known beside unknown, difference of medians",
                      std::abs(median(times[0]) - median(times[1])),
                      "ms",
                      {},
                      {},
                      Wanted{at_most, most_difference}});
}

} // namespace

void measure_timing(Bench& bench)
{
    const auto data = seeded_folder(bench.folder);
    std::vector<Offer> offers;
    {
        const auto database = platform::sql::Database::open({.url = "sqlite:" + (data / "assetbuddy.db").string()});
        offers = seed_invitations(*database, data / "key", find_organisation(*database, 1), samples + 1);
    }
    auto arguments = bench.arguments(data);
    arguments.insert(arguments.end(), {"--guess-limit", "1000000"});
    const Process server{bench.program, arguments};
    measure_sign_in(bench, server.port());
    measure_links(bench, server.port(), offers);
}

} // namespace assetbuddy::bench
