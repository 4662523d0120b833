#pragma once

#include <boost/json/object.hpp>

#include "companies/list.h"

namespace assetbuddy::companies {

/// The Company of api/openapi.yaml.
boost::json::object to_json(const Listed& company);

} // namespace assetbuddy::companies
