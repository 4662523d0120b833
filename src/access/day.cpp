#include "access/day.h"

#include <chrono>

namespace assetbuddy::access {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day day_in(base::Time now, std::string_view time_zone)
{
    const year_month_day utc{std::chrono::floor<days>(now)};
    // Where it is not the day of UTC, it is the one before or after.
    const year_month_day before{sys_days{utc} - days{1}};
    if (now < base::end_of_day(before, time_zone)) return before;
    if (now < base::end_of_day(utc, time_zone)) return utc;
    return sys_days{utc} + days{1};
}

std::string today_in(base::Time now, std::string_view time_zone)
{
    return base::to_iso_date(day_in(now, time_zone));
}

base::Time start_of_day(year_month_day day, std::string_view time_zone)
{
    return base::end_of_day(sys_days{day} - days{1}, time_zone);
}

} // namespace assetbuddy::access
