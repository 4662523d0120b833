#pragma once

#include <cstdint>
#include <vector>

#include "access/actor.h"
#include "base/id.h"
#include "base/time.h"
#include "defects/contractor_dashboard.h"
#include "platform/sql/database.h"

namespace assetbuddy::defects::store {

using platform::sql::Transaction;

// Defects of the asker alone, whatever else they may see.

/// To be done, with a due date: the earliest first.
std::vector<OwnDefect> list_due(Transaction& tx, const access::Visible<Defect>& own, std::int64_t limit);
/// To be done, without one: the oldest first.
std::vector<OwnDefect> list_without_day(Transaction& tx, const access::Visible<Defect>& own, std::int64_t limit);
/// Waiting to be verified, closed out last first.
std::vector<OwnDefect> list_closed_out(Transaction& tx, const access::Visible<Defect>& own, std::int64_t limit);
/// Closed as long ago as it stays readable, the newest first.
std::vector<OwnDefect> list_closed(Transaction& tx, const access::Visible<Defect>& own, base::Time now,
                                   std::int64_t limit);

/// The account's active places but this one; for a transaction that reaches all.
std::vector<ElsewhereOpen> list_elsewhere(Transaction& tx, const base::AccountId& account, const base::UserId& here);

} // namespace assetbuddy::defects::store
