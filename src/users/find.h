#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "access/call.h"
#include "base/email_address.h"
#include "base/id.h"
#include "base/result.h"
#include "users/user.h"

namespace assetbuddy::users {

/// The user of that address in the organisation, active or not; deleted ones are not found. No permission asked: for
/// verbs.
std::optional<User> find_by_email(access::Call& call, const base::OrganisationId& organisation,
                                  const base::EmailAddress& email);

/// Says that `find_by_email` will be asked soon (Transaction::foresee).
void foresee_by_email(access::Call& call, const base::OrganisationId& organisation, const base::EmailAddress& email);

/// Who of these addresses (by key) is in the organisation; as `find_by_email`, in one statement.
struct Known {
    base::UserId user;
    bool is_active = true;
};
std::map<std::string, Known> list_known(access::Call& call, const base::OrganisationId& organisation,
                                        std::span<const std::string> email_keys);

/// The user of that id in the organisation; as `find_by_email`.
std::optional<User> find(access::Call& call, const base::OrganisationId& organisation, const base::UserId& id);

/// The user of that id for whoever holds users:view; without their address and phone where the asker may not see how to
/// reach people from outside (access/contact.h). Errors: not_found (also without the permission, ROL-1).
base::Result<User> find_visible(access::Call& call, const base::UserId& id);

} // namespace assetbuddy::users
