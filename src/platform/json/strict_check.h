#pragma once

#include <cstddef>
#include <string_view>

namespace assetbuddy::platform::json {

/// Deepest nesting a body may have (R-VAL-6).
inline constexpr std::size_t depth_limit = 32;

/// What Boost.JSON's own parser lets pass: duplicate keys at any depth (compared unescaped), and NUL or other
/// control characters in texts (R-VAL-1; newline is allowed). Also false for what no parser accepts: bad syntax, bad
/// UTF-8, nesting over `depth_limit`.
bool is_strict_json(std::string_view text);

} // namespace assetbuddy::platform::json
