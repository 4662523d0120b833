#pragma once

#include <boost/json/object.hpp>

#include "users/user.h"

namespace assetbuddy::users {

/// The User of contract.md.
boost::json::object to_json(const User& user);

} // namespace assetbuddy::users
