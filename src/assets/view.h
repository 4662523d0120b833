#pragma once

#include <boost/json/object.hpp>

#include "assets/asset.h"
#include "assets/category.h"

namespace assetbuddy::assets {

boost::json::object to_json(const Asset& asset);
boost::json::object to_json(const Category& category);
boost::json::object to_json(const Event& event);

} // namespace assetbuddy::assets
