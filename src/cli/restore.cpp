#include <filesystem>
#include <iostream>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/sqlite_only.h"
#include "cli/stored_files.h"
#include "platform/clock/clock.h"
#include "platform/files/files.h"
#include "platform/sql/sqlite_file.h"
#include "server/invariants.h"
#include "server/program.h"

namespace assetbuddy::cli {
namespace {

namespace fs = std::filesystem;
namespace sql = platform::sql;

/// Brings the copy to the newest schema and checks that the key is its own (World::open), then ends what was live in
/// it.
base::Result<std::int64_t> make_ready(server::Configuration configuration, const fs::path& copy)
{
    configuration.database_url = "sqlite:" + copy.string();
    auto world = server::World::open(configuration, server::Schema::migrate, sql::Access::read_write);
    if (!world) return std::unexpected(world.error());
    return server::end_what_was_live((*world)->database(), platform::clock::SystemClock{}.now());
}

void remove_with_log(const fs::path& database)
{
    std::error_code ignored;
    for (const char* end : {"", "-wal", "-shm", ".lock"}) fs::remove(database.string() + end, ignored);
}

/// The present database goes aside, log and all, and the copy takes its place; nothing is thrown away.
fs::path put_in_place(const fs::path& copy, const fs::path& database)
{
    fs::path aside;
    if (fs::exists(database)) {
        const auto now = base::to_rfc3339(platform::clock::SystemClock{}.now());
        aside = database.string() + ".before-restore-" + now;
        for (const char* end : {"-wal", "-shm", ""})
            if (fs::exists(database.string() + end)) fs::rename(database.string() + end, aside.string() + end);
    }
    for (const char* end : {"-wal", ""})
        if (fs::exists(copy.string() + end)) fs::rename(copy.string() + end, database.string() + end);
    remove_with_log(copy);
    return aside;
}

void print(const fs::path& database, const fs::path& aside, std::int64_t mails, Output output)
{
    if (output == Output::json) {
        boost::json::object answer{{"database", database.string()}, {"mails_given_up", mails}, {"former", nullptr}};
        if (!aside.empty()) answer["former"] = aside.string();
        std::cout << boost::json::serialize(answer) << "\n";
        return;
    }
    std::cout << "Restored " << database.string() << ". Everybody has to sign in again.\n";
    if (mails > 0)
        std::cout << fmt::format("{} mail{} waiting when the backup was made and may have been sent since: {} shown as "
                                 "failed, to be sent again by hand.\n",
                                 mails, mails == 1 ? " was" : "s were", mails == 1 ? "it is" : "they are");
    if (!aside.empty()) std::cout << "What was there before is kept as " << aside.string() << ".\n";
}

} // namespace

int restore(const server::Configuration& configuration, const std::string& file, Output output)
try {
    const auto database = sqlite_file_of(configuration);
    if (!database)
        return complain("the database is PostgreSQL: restore it with pg_restore; docs/operations.md says how");
    if (!fs::exists(file)) return complain(fmt::format("there is no file {}", file));
    const auto lock = server::DataLock::take(configuration);
    if (!lock) return complain("a server is running on this data directory; stop it first", 1);
    if (!fs::exists(configuration.key_file))
        return complain(fmt::format("the instance key is missing: put the one of that installation at {} first, since "
                                    "the backup does not hold it",
                                    configuration.key_file.string()));
    if (const auto findings = sql::findings_in_sqlite(file); !findings.empty())
        return complain(fmt::format("{} is damaged ({}); nothing was changed", file, findings.front()), 1);
    const fs::path copy = database->string() + ".restoring";
    remove_with_log(copy);
    {
        Progress progress{"Copying"};
        sql::copy_sqlite(file, copy, [&](int done, int total) { progress.show(done, total); });
    }
    const auto mails = make_ready(configuration, copy);
    if (!mails) {
        remove_with_log(copy);
        return complain(mails.error().detail + "; nothing was changed");
    }
    if (!configuration.files) copy_files(files_beside(file), configuration.files_folder());
    print(*database, put_in_place(copy, *database), *mails, output);
    return 0;
} catch (const sql::DatabaseError& fault) {
    return complain(std::string{fault.what()} + "; nothing was changed", 1);
} catch (const platform::files::StorageFull& fault) {
    return complain(std::string{fault.what()} + "; the database was not changed", 1);
} catch (const fs::filesystem_error& fault) {
    return complain(std::string{fault.what()} + "; the database was not changed", 1);
}

} // namespace assetbuddy::cli
