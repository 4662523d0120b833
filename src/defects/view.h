#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "defects/assignees.h"
#include "defects/defect.h"
#include "defects/event.h"

namespace assetbuddy::defects {

/// As `shown_to` left it. `today` decides whether it is overdue.
boost::json::object to_json(const Defect& defect, const std::string& today);
boost::json::object to_json(const Candidate& candidate);
boost::json::object to_json(const Event& event);

} // namespace assetbuddy::defects
