#pragma once

#include <cstddef>
#include <cstdint>

namespace assetbuddy::dashboard {

/// A card counts so far; an organisation with more reads "10,000+". Ten cards cost as much as the entries of so many
/// lines of an index each, whatever the organisation holds.
inline constexpr std::int64_t most_counted = 10'000;
/// A number of a chart counts so far: there are twenty of one and twenty-four of the other.
inline constexpr std::int64_t most_charted = 2'000;
/// A quarter: longer than a repair takes, short enough to be read on a phone.
inline constexpr int charted_weeks = 12;
/// What happened last fits beside the charts.
inline constexpr std::int64_t shown_activity = 6;

} // namespace assetbuddy::dashboard
