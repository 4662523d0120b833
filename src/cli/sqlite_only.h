#pragma once

#include <filesystem>
#include <optional>

#include "server/configuration.h"

namespace assetbuddy::cli {

/// The file of a SQLite database; nothing when the database is PostgreSQL.
inline std::optional<std::filesystem::path> sqlite_file_of(const server::Configuration& configuration)
{
    static constexpr std::string_view sqlite = "sqlite:";
    if (!configuration.database_url.starts_with(sqlite)) return std::nullopt;
    return configuration.database_url.substr(sqlite.size());
}

} // namespace assetbuddy::cli
