#pragma once

#include <cstdint>

namespace assetbuddy::audit {

/// Page sizes of the list (contract.md).
inline constexpr std::int64_t usual_page = 25;
inline constexpr std::int64_t longest_page = 200;
/// Entries in one exported file: some 20 MB, made in memory. A year at a time fits most organisations.
inline constexpr std::int64_t most_exported = 50'000;

} // namespace assetbuddy::audit
