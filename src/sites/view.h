#pragma once

#include <boost/json/object.hpp>

#include "sites/location.h"
#include "sites/site.h"

namespace assetbuddy::sites {

boost::json::object to_json(const Site& site);
boost::json::object to_json(const Location& location);

} // namespace assetbuddy::sites
