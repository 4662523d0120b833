#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace assetbuddy::platform::sql {

/// Pages copied so far, and pages in all.
using CopyProgress = std::function<void(int done, int total)>;

/// Copies a SQLite database as it is at this moment, also beside a server that goes on writing; the copy is one file
/// (0600), synced to the disk. `to` must not exist; it appears whole or not at all. Throws DatabaseError (StorageFull
/// when the disk is).
void copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to, const CopyProgress& progress);

/// What SQLite finds wrong with a file: damaged pages, indexes that disagree with their tables, rows whose parents are
/// gone. Empty: nothing. Reads all of it. At most a hundred findings. Throws DatabaseError when it is no database.
std::vector<std::string> findings_in_sqlite(const std::filesystem::path& path);

} // namespace assetbuddy::platform::sql
