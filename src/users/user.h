#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/permission.h"
#include "base/company_id.h"
#include "base/id.h"
#include "base/time.h"

namespace assetbuddy::users {

/// A place: one account's standing in one organisation (product.md "Words").
struct User {
    base::UserId id = {};
    base::OrganisationId organisation = {};
    base::AccountId account = {};
    std::string name = {};
    std::string email = {}; // a copy of the account's, as typed
    /// The address it will have once that mailbox has proven itself (USR-2).
    std::optional<std::string> pending_email = {};
    access::Role role = access::Role::operator_;
    std::optional<base::SiteId> site = {};
    std::string job_title = {};
    std::string phone = {};
    bool is_active = true;
    bool is_external = false;
    std::string company_name = {};
    std::optional<base::CompanyId> company = {}; // of that name (EXT-8)
    std::string company_address = {};
    std::optional<std::string> access_ends_on = {}; // a date; the last day of access
    base::Time last_seen_at = {};                   // 0: never
    base::Time created_at = {};
    std::int64_t version = 1;
    /// The asker is not shown how to reach this person: email, pending_email and phone are empty then.
    bool is_contact_hidden = false;
};

} // namespace assetbuddy::users
