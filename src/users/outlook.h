#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/call.h"
#include "access/permission.h"
#include "base/id.h"
#include "users/user.h"

namespace assetbuddy::users {

/// What somebody is shown of one kind of thing.
struct Sight {
    bool is_shown = false;
    /// As they count it at this moment. Nothing when the asker may not see as much: nobody counts by asking about
    /// somebody else.
    std::optional<std::int64_t> count = {};
};

/// What a person sees and may do, told to somebody else (INV-20, ROL-3).
struct Outlook {
    access::GrantSet grants;
    std::string site; // the name of theirs, for the words of the grants; empty: all sites
    Sight people;
    Sight sites;
};

/// Where somebody stands, or would stand, in the asker's organisation.
struct Standpoint {
    access::Role role = access::Role::operator_;
    bool is_external = false;
    std::optional<base::SiteId> site = {};
    base::UserId user = {};
};

/// Computed as that person: the same grants, and the same lists, under an Actor who stands there. The asker's right to
/// ask at all is for the caller to see to.
Outlook outlook_of(access::Call& call, const Standpoint& there);

struct PersonsOutlook {
    User user;
    Outlook outlook; // nothing at all for a place that is not active
};
/// Errors: not_found (also without users:view).
base::Result<PersonsOutlook> find_outlook(access::Call& call, const base::UserId& id);

} // namespace assetbuddy::users
