#pragma once

#include <cstddef>
#include <cstdint>

namespace assetbuddy::sites {

/// What a site's fields may hold, in code points: enough for any real address, short enough for a list row.
inline constexpr std::size_t most_name = 100;
inline constexpr std::size_t most_address = 500;
inline constexpr std::size_t most_postcode = 16;
inline constexpr std::size_t most_contact_name = 100;
inline constexpr std::size_t most_contact_phone = 40;

/// Sites of one organisation: every chooser lists the active ones, and a longer list is no help to anybody.
inline constexpr std::int64_t most_sites = 2000;

/// A location (SIT-2). The tree of a site is shown and checked as a whole, so it stays readable.
inline constexpr std::size_t most_location_name = 100;
inline constexpr std::size_t most_code_prefix = 10;
inline constexpr std::size_t most_floor = 40;
inline constexpr std::size_t most_zone = 40;
inline constexpr std::int64_t most_position = 9999;
inline constexpr std::int64_t most_locations = 2000;
inline constexpr int deepest_location = 8;

/// Page sizes of the list (contract.md).
inline constexpr std::int64_t usual_page = 25;
inline constexpr std::int64_t longest_page = 200;

} // namespace assetbuddy::sites
