#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/audit.h"
#include "base/email_address.h"
#include "base/result.h"
#include "base/time.h"
#include "users/user.h"

namespace assetbuddy::users {

/// What somebody entitled may change about a person (USR-1); a missing field stays as it is, an empty one is cleared.
struct EditRequest {
    std::optional<std::string> name = {};
    std::optional<std::string> email = {}; // begins a change of address (USR-2)
    std::optional<std::string> role = {};  // slug
    std::optional<std::string> site_id = {};
    std::optional<std::string> job_title = {};
    std::optional<std::string> phone = {};
    std::optional<bool> is_active = {};
    std::optional<bool> is_external = {};
    std::optional<std::string> company_name = {};
    std::optional<std::string> company_address = {};
    std::optional<std::string> access_ends_on = {}; // YYYY-MM-DD, the last day of access
    /// The version the asker saw; another one is refused as `stale`.
    std::optional<std::int64_t> expected_version = {};
};

/// What the rules need to know beside the person.
struct EditSurroundings {
    base::Time now = {};
    std::string time_zone = {};
    /// Whether the site that was asked for is one that somebody can be assigned to.
    bool is_site_open = true;
};

/// The person as the request would have them, everything but the address and its proof. Errors: invalid, with every
/// refused field.
base::Result<User> changed(const User& before, const EditRequest& request, const EditSurroundings& surroundings);

/// The address asked for, where it is another one than the person has. Errors: invalid (`email`).
base::Result<std::optional<base::EmailAddress>> wanted_address(const User& before, const EditRequest& request);

/// Field by field, for the audit log (AUD-1).
std::vector<access::Change> differences(const User& before, const User& after);

/// Whether the last day of access is over (EXT-7).
bool has_ended(const User& user, base::Time now, const std::string& time_zone);

} // namespace assetbuddy::users
