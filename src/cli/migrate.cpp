#include <iostream>
#include <optional>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include "access/upgrade.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "platform/clock/clock.h"
#include "platform/sql/database.h"
#include "server/program.h"

namespace assetbuddy::cli {

int migrate(const server::Configuration& configuration, Output output)
try {
    const auto lock = server::DataLock::take(configuration);
    if (!lock)
        return complain(
            "a server is running on this data directory; stop it first (it migrates by itself when it starts)");
    const auto database = platform::sql::Database::open({.url = configuration.database_url});
    std::optional<Progress> bar;
    std::string_view shown;
    const auto taken = access::upgrade(*database, platform::clock::SystemClock{}.now(),
                                       [&](const char* what, std::int64_t done, std::int64_t total) {
                                           if (shown != what) bar.emplace(what);
                                           shown = what;
                                           bar->show(done, total);
                                       });
    bar.reset();
    if (output == Output::json) {
        std::cout << boost::json::serialize(boost::json::object{{"applied", boost::json::value_from(taken)}}) << "\n";
        return 0;
    }
    for (const auto& name : taken) std::cout << "applied " << name << "\n";
    std::cout << "the database is up to date\n";
    return 0;
} catch (const platform::sql::DatabaseError& fault) {
    return complain(fault.what(), 1);
}

} // namespace assetbuddy::cli
