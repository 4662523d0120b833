#pragma once

#include <chrono>

namespace assetbuddy::access {

/// How long somebody still reads a defect that was theirs, its photos and its equipment, after it was closed (EXT-2).
inline constexpr std::chrono::days readable_after_closing{30};

} // namespace assetbuddy::access
