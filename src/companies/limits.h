#pragma once

#include <cstddef>
#include <cstdint>

namespace assetbuddy::companies {

/// What a company's fields may hold, in code points; name and address as those of its people (users/limits.h).
inline constexpr std::size_t most_name = 100;
inline constexpr std::size_t most_phone = 40;
inline constexpr std::size_t most_address = 500;

/// Companies of one organisation that somebody adds by hand. Those that invitations bring are not refused.
inline constexpr std::int64_t most_companies = 20'000;
/// Names that a form offers while one types.
inline constexpr std::int64_t most_offered = 200;

/// People, and invitations, that a company's page names.
inline constexpr std::int64_t most_people = 100;

/// Page sizes of the list (contract.md).
inline constexpr std::int64_t usual_page = 25;
inline constexpr std::int64_t longest_page = 200;

} // namespace assetbuddy::companies
