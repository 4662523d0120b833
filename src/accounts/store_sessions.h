#pragma once

#include <vector>

#include "accounts/sessions.h"
#include "base/id.h"
#include "platform/sql/database.h"

namespace assetbuddy::accounts::store {

/// Those that still open something, at most twenty (R-SESS-9), the last used first. Reaches all organisations.
std::vector<OwnSession> list_sessions(platform::sql::Transaction& tx, const base::AccountId& account, base::Time now);

} // namespace assetbuddy::accounts::store
