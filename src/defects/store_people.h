#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/permission.h"
#include "access/role_sets.h"
#include "base/id.h"
#include "base/time.h"
#include "defects/assignees.h"
#include "platform/sql/database.h"

namespace assetbuddy::defects::store {

using platform::sql::Transaction;

// The people a defect may concern. Their rows belong to the rooms below; what is asked here is asked of the roles that
// hold a permission, whose sets the caller read.

/// Roles whose holders have a permission everywhere, and those who have it at their own site.
struct Holding {
    std::vector<access::Role> anywhere;
    std::vector<access::Role> at_site;
};
/// Of internal people, or of external ones (EXT-2).
Holding holding_of(const access::RoleSets& sets, access::Permission permission, bool is_external);

/// To whom a defect at this site may be given: active people, then open invitations, each by name. `query`
/// searches them; empty: everybody.
std::vector<Candidate> list_candidates(Transaction& tx, const base::OrganisationId& organisation,
                                       const base::SiteId& site, const Holding& internal, const Holding& external,
                                       const std::string& query, std::int64_t most);
/// Such a person, kept active until this transaction ends.
struct Held {
    access::Role role = access::Role::operator_;
    std::optional<base::SiteId> site;
    bool is_external = false;
};
std::optional<Held> hold_user(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user);
/// Such an invitation, kept open until this transaction ends.
std::optional<Held> hold_invitation(Transaction& tx, const base::OrganisationId& organisation,
                                    const base::InvitationId& invitation);

/// Active internal people who hold a permission at a site; the Owner only where the settings say so or `owner` is set.
enum class Owner { as_settings_say, always };
std::vector<base::UserId> list_holders(Transaction& tx, const base::OrganisationId& organisation,
                                       const base::SiteId& site, const Holding& internal, Owner owner,
                                       std::int64_t most);
/// Whether the place is an external person's.
bool is_external(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user);

} // namespace assetbuddy::defects::store
