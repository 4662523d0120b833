#include <filesystem>
#include <iostream>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/sqlite_only.h"
#include "cli/stored_files.h"
#include "platform/crypto/crypto.h"
#include "platform/files/files.h"
#include "platform/sql/sqlite_file.h"

namespace assetbuddy::cli {

namespace fs = std::filesystem;

namespace {

std::string told_of_files(const server::Configuration& configuration, const std::string& file, std::int64_t copied)
{
    if (configuration.files)
        return fmt::format("Photos and documents are not in it: they stay in {}. Keep that bucket safe by its own "
                           "means, such as versions or a second bucket.\n",
                           configuration.files->shown());
    return fmt::format("{} photos and documents were copied to {}.\n", copied, files_beside(file).string());
}

/// A copy made while a new key takes over holds values sealed with either.
bool is_key_changing(const server::Configuration& configuration)
{
    if (!fs::exists(configuration.key_file)) return false;
    const auto key =
        platform::crypto::InstanceKey::open_or_create(configuration.key_file, platform::crypto::system_random());
    return key.ids().size() > 1;
}

} // namespace

int backup(const server::Configuration& configuration, const std::string& file, Output output)
try {
    const auto database = sqlite_file_of(configuration);
    if (!database)
        return complain("the database is PostgreSQL: back it up with pg_dump, which works while the server runs; "
                        "docs/operations.md says how");
    if (!fs::exists(*database)) return complain(fmt::format("there is no database at {}", database->string()));
    // Files before and after the rows: whatever the copied rows name was there at one of the two moments.
    const auto store = configuration.files_folder();
    auto files = configuration.files ? 0 : copy_files(store, files_beside(file));
    {
        Progress progress{"Copying"};
        platform::sql::copy_sqlite(*database, file, [&](int done, int total) { progress.show(done, total); });
    }
    if (!configuration.files) files += copy_files(store, files_beside(file));
    const auto bytes = fs::file_size(file);
    if (output == Output::json) {
        std::cout << boost::json::serialize(boost::json::object{{"file", fs::absolute(file).string()},
                                                                {"bytes", bytes},
                                                                {"files", files},
                                                                {"holds_files", !configuration.files},
                                                                {"holds_key", false}})
                  << "\n";
        return 0;
    }
    std::cout << fmt::format("Saved the database to {} ({} KiB).\n", file, bytes / 1024)
              << told_of_files(configuration, file, files)
              << fmt::format(
                     "It does not hold the instance key, without which it cannot be used: keep a copy of {}, and "
                     "keep it somewhere else.\n",
                     configuration.key_file.string())
              << (is_key_changing(configuration)
                      ? "A new key is taking over just now: the copy needs both lines of that file.\n"
                      : "");
    return 0;
} catch (const platform::sql::DatabaseError& fault) {
    return complain(fault.what(), 1);
} catch (const platform::files::StorageFull& fault) {
    return complain(fault.what(), 1);
} catch (const fs::filesystem_error& fault) {
    return complain(fault.what(), 1);
}

} // namespace assetbuddy::cli
