#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "defects/assignees.h"
#include "defects/defect.h"
#include "defects/event.h"

namespace assetbuddy::defects {

/// As `shown_to` left it. `today` decides whether it is overdue.
boost::json::object to_json(const Defect& defect, const std::string& today);
boost::json::object to_json(const Candidate& candidate);
boost::json::object to_json(const Event& event);
/// null: nobody from outside has it, or the asker may not see how to reach them.
boost::json::value to_json(const std::optional<Contact>& contact);

} // namespace assetbuddy::defects
