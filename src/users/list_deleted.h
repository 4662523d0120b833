#pragma once

#include <string>
#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::users {

struct Deleted {
    User user;
    base::Time deleted_at = {};
};
struct DeletedPage {
    std::vector<Deleted> people;
    std::string next_cursor; // empty: this is the end
};

/// Deleted people whose personal data are still there, by name, for whoever may erase them (USR-5).
/// Errors: forbidden (users:delete), malformed (a cursor this list never gave).
base::Result<DeletedPage> list_deleted(access::Call& call, const std::string& cursor);

} // namespace assetbuddy::users
