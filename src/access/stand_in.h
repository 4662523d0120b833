#pragma once

#include <optional>

#include "access/actor.h"
#include "base/id.h"
#include "platform/sql/database.h"

namespace assetbuddy::access {

/// The Actor of a user whose work goes on in the background, with the rights of this moment; nothing when the place is
/// not active any more. What such an Actor does is theirs in the audit log; no session or token is behind it.
std::optional<Actor> find_stand_in(platform::sql::Transaction& tx, const base::OrganisationId& organisation,
                                   const base::UserId& user);

} // namespace assetbuddy::access
