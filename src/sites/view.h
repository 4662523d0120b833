#pragma once

#include <boost/json/object.hpp>

#include "sites/site.h"

namespace assetbuddy::sites {

boost::json::object to_json(const Site& site);

} // namespace assetbuddy::sites
