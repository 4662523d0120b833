#pragma once

#include <cstdint>
#include <filesystem>

namespace assetbuddy::cli {

/// Where a backup keeps the photos and documents: beside its database.
std::filesystem::path files_beside(const std::filesystem::path& backup);

/// Copies every stored file that is not there yet, each onto the disk under another name first, and answers how many.
/// Files never change, so one that is there of the same size is the same. Throws std::filesystem::filesystem_error and
/// platform::files::StorageFull.
std::int64_t copy_files(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace assetbuddy::cli
