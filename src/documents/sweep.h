#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/kernel.h"
#include "base/time.h"
#include "platform/files/files.h"
#include "platform/sql/database.h"

namespace assetbuddy::documents {

/// What the background clears away: files of removed documents, and uploads nobody finished. Answers how many.
std::int64_t sweep(const access::Kernel& kernel);
/// Files that no row names (a crash between the two; an organisation that is gone). Reads the whole store.
std::int64_t sweep_orphans(const access::Kernel& kernel);

/// A row without its file, or a file without its row.
struct Misfit {
    std::string words;
    std::string organisation; // empty: of none
    std::string id;
};
/// For fsck: every row has its file, of its size, and every file that is not young has its row; at most a hundred.
std::vector<Misfit> find_misfits(platform::sql::Database& database, platform::files::Store& store, base::Time now);

} // namespace assetbuddy::documents
