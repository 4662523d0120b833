#pragma once

#include <cstddef>
#include <cstdint>

namespace assetbuddy::users {

/// In code points. R-VAL-8 for names; the others are generous for real titles and numbers and short enough for a row.
inline constexpr std::size_t most_name = 100;
inline constexpr std::size_t most_job_title = 100;
inline constexpr std::size_t most_phone = 40;
inline constexpr std::size_t most_company_name = 100;
inline constexpr std::size_t most_company_address = 500;

/// Page sizes of the list (contract.md).
inline constexpr std::int64_t usual_page = 25;
inline constexpr std::int64_t longest_page = 200;
/// People in one exported file: some 20 MB, made in memory.
inline constexpr std::int64_t most_exported = 100'000;
} // namespace assetbuddy::users
