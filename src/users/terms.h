#pragma once

#include <string>
#include <vector>

#include "users/user.h"

namespace assetbuddy::users {

/// The words a person is found by (USR-8): of name, email, company and job title.
std::vector<std::string> terms_of(const User& user);

} // namespace assetbuddy::users
