#pragma once

#include <string>
#include <string_view>

#include "base/time.h"

namespace assetbuddy::access {

/// The day it is in a time zone.
std::chrono::year_month_day day_in(base::Time now, std::string_view time_zone);
/// The same as YYYY-MM-DD.
std::string today_in(base::Time now, std::string_view time_zone);

/// The moment a day begins in a time zone.
base::Time start_of_day(std::chrono::year_month_day day, std::string_view time_zone);

} // namespace assetbuddy::access
