#pragma once

#include <boost/json/object.hpp>

#include "roles/role.h"

namespace assetbuddy::roles {

/// `{role, name, is_configurable, is_default, permissions: [{permission, scope}]}`.
boost::json::object to_json(const RoleSet& set);

} // namespace assetbuddy::roles
