#pragma once

#include <span>

#include "platform/html/html.h"
#include "roles/role.h"

namespace assetbuddy::roles {

/// Every permission by every role, with a line that explains the words in it. The columns lead to the roles.
platform::html::Html matrix_of(std::span<const RoleSet> sets);

} // namespace assetbuddy::roles
