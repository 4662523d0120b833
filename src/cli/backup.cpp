#include <filesystem>
#include <iostream>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/sqlite_only.h"
#include "cli/stored_files.h"
#include "platform/files/files.h"
#include "platform/sql/sqlite_file.h"

namespace assetbuddy::cli {

namespace fs = std::filesystem;

int backup(const server::Configuration& configuration, const std::string& file, Output output)
try {
    const auto database = sqlite_file_of(configuration);
    if (!database)
        return complain("the database is PostgreSQL: back it up with pg_dump, which works while the server runs; "
                        "docs/operations.md says how");
    if (!fs::exists(*database)) return complain(fmt::format("there is no database at {}", database->string()));
    // Files before and after the rows: whatever the copied rows name was there at one of the two moments.
    const auto store = configuration.data_dir / "files";
    auto files = copy_files(store, files_beside(file));
    {
        Progress progress{"Copying"};
        platform::sql::copy_sqlite(*database, file, [&](int done, int total) { progress.show(done, total); });
    }
    files += copy_files(store, files_beside(file));
    const auto bytes = fs::file_size(file);
    if (output == Output::json) {
        std::cout << boost::json::serialize(boost::json::object{{"file", fs::absolute(file).string()},
                                                                {"bytes", bytes},
                                                                {"files", files},
                                                                {"holds_key", false}})
                  << "\n";
        return 0;
    }
    std::cout << fmt::format("Saved the database to {} ({} KiB).\n", file, bytes / 1024)
              << fmt::format("{} photos and documents were copied to {}.\n", files, files_beside(file).string())
              << fmt::format(
                     "It does not hold the instance key, without which it cannot be used: keep a copy of {}, and "
                     "keep it somewhere else.\n",
                     configuration.key_file.string());
    return 0;
} catch (const platform::sql::DatabaseError& fault) {
    return complain(fault.what(), 1);
} catch (const platform::files::StorageFull& fault) {
    return complain(fault.what(), 1);
} catch (const fs::filesystem_error& fault) {
    return complain(fault.what(), 1);
}

} // namespace assetbuddy::cli
