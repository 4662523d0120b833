#pragma once

#include <boost/json/object.hpp>

#include "audit/entry.h"

namespace assetbuddy::audit {

boost::json::object to_json(const Entry& entry);

} // namespace assetbuddy::audit
