#pragma once

#include <optional>

#include "access/actor.h"
#include "base/id.h"
#include "platform/sql/database.h"

namespace assetbuddy::access::store {

/// What an active place says of its holder, without a session.
std::optional<Actor::Facts> find_facts_of(platform::sql::Transaction& tx, const base::OrganisationId& organisation,
                                          const base::UserId& user);

} // namespace assetbuddy::access::store
