#pragma once

#include <boost/json/object.hpp>

#include "users/outlook.h"
#include "users/user.h"

namespace assetbuddy::users {

/// The User of contract.md.
boost::json::object to_json(const User& user);
/// The Outlook of api/openapi.yaml.
boost::json::object to_json(const Outlook& outlook);

} // namespace assetbuddy::users
