#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/permission.h"
#include "base/id.h"
#include "platform/sql/database.h"
#include "roles/role.h"

namespace assetbuddy::roles::store {

using platform::sql::Transaction;

/// All eight, in their order: configured or default.
std::vector<RoleSet> list(Transaction& tx, const base::OrganisationId& organisation);

/// Until this transaction ends nobody else changes a role of the organisation.
void hold(Transaction& tx, const base::OrganisationId& organisation);
/// Writes the set (or that it is the default again) and moves the version on.
void put(Transaction& tx, const base::OrganisationId& organisation, const RoleSet& set);

// The people in a role. The rows belong to the room `users`, which stands above this one.

/// Counts no further than `most`.
std::int64_t count_holders(Transaction& tx, const base::OrganisationId& organisation, access::Role role,
                           std::int64_t most);

} // namespace assetbuddy::roles::store
