#include "base/time_zones.h"

#include <stdexcept>

#include <date/tz.h>

namespace assetbuddy::base {

bool is_time_zone(std::string_view name)
try {
    return date::locate_zone(std::string{name}) != nullptr;
} catch (const std::runtime_error&) {
    return false;
}

std::vector<std::string> time_zones()
{
    std::vector<std::string> names;
    for (const auto& zone : date::get_tzdb().zones) names.push_back(zone.name());
    return names;
}

} // namespace assetbuddy::base
