#include <algorithm>
#include <chrono>
#include <iostream>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "accounts/suggest.h"
#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "organisations/list.h"
#include "platform/clock/clock.h"
#include "server/seed.h"

namespace assetbuddy::cli {
namespace {

constexpr std::int64_t most_organisations = 100'000;
constexpr std::int64_t most_users = 10'000'000;
constexpr std::int64_t most_defects = 10'000'000;
constexpr std::int64_t most_assets = 1'000'000;
/// Of each organisation that has defects, unless asked otherwise.
constexpr std::int64_t usual_assets = 300;
constexpr std::int64_t usual_most_assets = 20'000;

base::Done check(const SeedData& wanted)
{
    const auto say = [](std::string words) { return base::refused("invalid", {}, std::move(words)); };
    if (wanted.organisations < 1 || wanted.organisations > most_organisations)
        return say(fmt::format("--organisations is 1 to {}", most_organisations));
    if (wanted.users < 1 || wanted.users > most_users) return say(fmt::format("--users is 1 to {}", most_users));
    if (wanted.users < wanted.organisations)
        return say("--users counts everybody in all organisations: there must be at least one each, its Owner");
    if (wanted.defects < 0 || wanted.defects > most_defects)
        return say(fmt::format("--defects is 0 to {}", most_defects));
    if (wanted.assets > most_assets || wanted.assets < -1) return say(fmt::format("--assets is 0 to {}", most_assets));
    if (wanted.defects > 0 && wanted.assets >= 0 && wanted.assets < wanted.organisations)
        return say("--assets: defects need at least one piece of equipment in each organisation");
    if (wanted.random_seed < 0) return say("--random-seed is a number from 0");
    return {};
}

/// Hundreds of pieces of equipment in each organisation, thousands where there are many defects.
std::int64_t assets_of(const SeedData& wanted)
{
    if (wanted.assets >= 0) return wanted.assets;
    if (wanted.defects == 0) return 0;
    return std::max(wanted.organisations * usual_assets, std::min(wanted.defects / 50, usual_most_assets));
}

void print(const server::Seeded& seeded, const SeedData& wanted, const std::string& password, double seconds,
           Output output)
{
    if (output == Output::json) {
        std::cout << boost::json::serialize(boost::json::object{{"organisations", wanted.organisations},
                                                                {"users", wanted.users},
                                                                {"invitations", seeded.invitations},
                                                                {"assets", seeded.assets},
                                                                {"defects", seeded.defects},
                                                                {"random_seed", wanted.random_seed},
                                                                {"owner_email", seeded.first_owner},
                                                                {"owner_password", password},
                                                                {"seconds", seconds}})
                  << "\n";
        return;
    }
    std::cout
        << fmt::format(
               "Made {} organisation{}, {} people, {} invitations, {} pieces of equipment and {} defects in {:.1f} "
               "s.\n",
               wanted.organisations, wanted.organisations == 1 ? "" : "s", wanted.users, seeded.invitations,
               seeded.assets, seeded.defects, seconds)
        << fmt::format("Sign in as {} (or another Owner: assetbuddy organisation list) with this password, which is "
                       "shown once:\n\n    {}\n\n",
                       seeded.first_owner, password);
}

base::Result<server::SeedRequest> request_of(const SeedData& wanted)
{
    if (auto good = check(wanted); !good) return base::refused(good.error());
    const auto today = std::chrono::floor<std::chrono::days>(platform::clock::SystemClock{}.now());
    return server::SeedRequest{.organisations = static_cast<std::size_t>(wanted.organisations),
                               .users = static_cast<std::size_t>(wanted.users),
                               .assets = static_cast<std::size_t>(assets_of(wanted)),
                               .defects = static_cast<std::size_t>(wanted.defects),
                               .random_seed = static_cast<std::uint64_t>(wanted.random_seed),
                               .until = base::Time{today},
                               .password = accounts::suggest_passphrase(platform::crypto::system_random())};
}

} // namespace

int seed(const server::Configuration& configuration, const SeedData& wanted, Output output)
{
    const auto request = request_of(wanted);
    if (!request) return explain(request.error());
    const auto lock = server::DataLock::take(configuration);
    if (!lock) return complain("a server is running on this data directory; stop it first", 1);
    const auto world = server::World::open(configuration, server::Schema::migrate, platform::sql::Access::read_write);
    if (!world) return explain(world.error());
    const auto& kernel = (*world)->kernel();
    if (!wanted.beside_real_data && !organisations::list(kernel, {}, 1).empty())
        return complain("this database holds organisations already; give --beside-real-data if the example data may "
                        "stand among them for good",
                        1);
    const auto began = std::chrono::steady_clock::now();
    Progress progress{"Seeding"};
    const auto seeded = server::seed(kernel, *request, [&](std::size_t done, std::size_t total) {
        progress.show(static_cast<long long>(done), static_cast<long long>(total));
    });
    if (!seeded) return explain(seeded.error());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    progress.end();
    print(*seeded, wanted, request->password, took.count(), output);
    return 0;
}

} // namespace assetbuddy::cli
