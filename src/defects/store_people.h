#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/holders.h"
#include "access/search.h"
#include "base/id.h"
#include "base/time.h"
#include "defects/assignees.h"
#include "platform/sql/database.h"

namespace assetbuddy::defects::store {

using platform::sql::Transaction;

// The people a defect may concern. Their rows belong to the rooms below; what is asked here is asked of the roles that
// hold a permission, whose sets the caller read.

using access::Holding;

/// To whom a defect at this site may be given: active people, then open invitations, each by name. `query`
/// searches them; empty: everybody.
std::vector<Candidate> list_candidates(Transaction& tx, const base::OrganisationId& organisation,
                                       const base::SiteId& site, const Holding& internal, const Holding& external,
                                       const std::string& query, access::Apart apart, std::int64_t most);
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

/// How to reach somebody from outside; nothing for everybody else.
std::optional<Contact> find_outside_contact(Transaction& tx, const base::OrganisationId& organisation,
                                            const Assignee& assignee);

/// Whether the place is an external person's.
bool is_external(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user);

} // namespace assetbuddy::defects::store
