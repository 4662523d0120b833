#pragma once

#include <chrono>
#include <string_view>

#include "base/time.h"

namespace assetbuddy::defects {

/// When what comes once a day or week leaves: as people begin work, and never at night.
inline constexpr std::chrono::hours into_the_day{7};

/// That moment of a day in a time zone.
inline base::Time morning_of(std::chrono::sys_days day, std::string_view time_zone)
{
    return base::end_of_day(std::chrono::year_month_day{day - std::chrono::days{1}}, time_zone) + into_the_day;
}

} // namespace assetbuddy::defects
