#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace assetbuddy::platform::files {

/// Bytes of a file; 0 when there is none.
std::int64_t size_of(const std::filesystem::path& file);

struct Grown {
    bool is_done = false;
    std::int64_t size = 0; // as it is now
};
/// Adds bytes to the end of a file, or begins it, when it is exactly `offset` long and nobody else adds to it; they are
/// on the disk when this returns. Throws StorageFull; the file is then as long as before.
Grown append_at(const std::filesystem::path& file, std::int64_t offset, std::string_view bytes);

/// No such file is no mistake.
void remove(const std::filesystem::path& file);

} // namespace assetbuddy::platform::files
