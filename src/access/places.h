#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "access/permission.h"
#include "base/id.h"

namespace assetbuddy::access {

/// One of an account's places: what the switcher and `organisations` of the API show.
struct Place {
    base::OrganisationId organisation;
    std::string organisation_name;
    base::UserId user;
    std::string name;
    Role role = Role::operator_;
    bool is_active = true;
    /// Notices not read yet, counted to 100.
    std::int64_t unread = 0;
};

/// Every place of an account that was not deleted, by organisation name; active and inactive ones.
std::vector<Place> places_of(Call& call, const base::AccountId& account);

} // namespace assetbuddy::access
