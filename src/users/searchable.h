#pragma once

#include <span>

#include "platform/sql/database.h"
#include "users/user.h"

namespace assetbuddy::users {

/// People are found by name, email, company and job title (USR-8). These keep the index right, in the transaction of
/// the change itself.
void make_findable(platform::sql::Transaction& tx, const User& user);
/// Of one organisation.
void make_all_findable(platform::sql::Transaction& tx, std::span<const User> users);
void find_anew(platform::sql::Transaction& tx, const User& changed);
void make_unfindable(platform::sql::Transaction& tx, const User& user);

} // namespace assetbuddy::users
