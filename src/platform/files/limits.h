#pragma once

#include <chrono>
#include <cstdint>

namespace assetbuddy::platform::files {

/// Pictures of more pixels are not opened: the largest telephone camera in use has 200 megapixels, and hands out 50;
/// beyond that lie decompression bombs.
inline constexpr std::int64_t most_pixels = 100'000'000;
inline constexpr int longest_edge = 20'000;
/// A picture is kept this large at most, which shows every scratch and fits any screen.
inline constexpr int kept_edge = 4096;
inline constexpr int thumbnail_edge = 480;
/// A picture that takes longer is refused.
inline constexpr std::chrono::seconds picture_time{8};
/// So many pictures are worked on at once; who waits longer for their turn is asked to come again.
inline constexpr int pictures_at_once = 2;
inline constexpr std::chrono::seconds picture_turn{5};

} // namespace assetbuddy::platform::files
