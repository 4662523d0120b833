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

/// Page sizes of the list (contract.md).
inline constexpr std::int64_t usual_page = 25;
inline constexpr std::int64_t longest_page = 200;

} // namespace assetbuddy::sites
