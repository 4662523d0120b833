#pragma once

#include <expected>
#include <filesystem>

#include "platform/files/files.h"
#include "platform/files/kind.h"

namespace assetbuddy::platform::files {

enum class BadPicture {
    damaged,   // cannot be read to its end
    too_large, // more pixels than most_pixels, or an edge over longest_edge
    too_slow,  // over picture_time
    busy,      // no turn within picture_turn
};

/// A picture made anew from its pixels, upright, in sRGB, without any metadata (place, camera, comments, profiles), and
/// a small one beside it.
struct Picture {
    Kind kind;
    Draft full;
    Draft small; // JPEG
};

/// Reads JPEG, PNG, WebP and HEIC; HEIC becomes JPEG, which every browser shows. Blocks for as long as it takes; at
/// most pictures_at_once run. Throws StorageFull.
std::expected<Picture, BadPicture> remake(const std::filesystem::path& file, const Kind& kind, const Store& store);

} // namespace assetbuddy::platform::files
