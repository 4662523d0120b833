#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "access/permission.h"
#include "base/result.h"
#include "users/limits.h"
#include "users/order.h"
#include "users/user.h"

namespace assetbuddy::users {

struct ListRequest {
    std::string query = {}; // words of name, email, company, job title, or parts of them; every one must match
    std::optional<access::Role> role = {};
    std::optional<base::SiteId> site = {};
    std::optional<base::CompanyId> company = {};
    std::optional<bool> is_active = {};
    std::optional<bool> is_external = {};
    Order order = {};
    std::int64_t limit = usual_page;
    std::string cursor = {}; // as a page of this order gave it; empty: from the start
    bool with_total = false;
};

struct UserPage {
    std::vector<User> users;
    std::string next_cursor;     // empty: this is the end
    std::string previous_cursor; // empty: this is the beginning
    std::optional<std::int64_t> total;
    /// A search found more people than are gathered (`access::most_candidates`): say one word more. The page, and the
    /// total, are then of those looked at.
    bool is_cut = false;
};

/// The organisation's people, without the deleted ones. A page costs the same wherever it lies and however many people
/// there are (USR-8). To those who may not see how to reach people from outside, their addresses and phones are not
/// shown, and nobody is found by them (access/contact.h). Errors: forbidden (users:view; sorting by addresses that are
/// not all shown), malformed (a cursor this order never gave).
base::Result<UserPage> list(access::Call& call, const ListRequest& request);

} // namespace assetbuddy::users
