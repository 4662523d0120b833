#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "defects/defect.h"
#include "platform/sql/database.h"

namespace assetbuddy::defects::store {

using platform::sql::Transaction;

/// A defect that is to be looked at now.
struct DueEscalation {
    base::OrganisationId organisation = {};
    std::string time_zone = {};
    base::DefectId defect = {};
};
/// For a transaction that reaches all.
std::vector<DueEscalation> list_due_escalations(Transaction& tx, base::Time now, std::int64_t limit);

/// A defect with when to look at it, and when it was told last.
struct Watched {
    Defect defect = {};
    base::Time escalate_at = {};
    std::optional<base::Time> escalated_at = {};
};
/// Nothing where it needs no looking at any more.
std::optional<Watched> find_watched(Transaction& tx, const base::OrganisationId& organisation,
                                    const base::DefectId& defect);
/// False when somebody else was quicker, or the defect changed meanwhile.
bool plan_escalation(Transaction& tx, const Watched& watched, const std::optional<base::Time>& next,
                     const std::optional<base::Time>& told_at);

} // namespace assetbuddy::defects::store
