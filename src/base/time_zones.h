#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assetbuddy::base {

/// Whether this is the name of a time zone of the IANA database, such as Europe/London.
bool is_time_zone(std::string_view name);

/// Their names in order, without the links that only repeat another zone.
std::vector<std::string> time_zones();

} // namespace assetbuddy::base
