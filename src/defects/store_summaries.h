#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "defects/defect.h"
#include "platform/sql/database.h"

namespace assetbuddy::defects::store {

using platform::sql::Transaction;

/// An organisation whose next round of summaries has come, or is to be planned.
struct Round {
    base::OrganisationId organisation = {};
    std::string organisation_name = {};
    std::string time_zone = {};
    std::string often = {};
    base::Time at = {};
    [[nodiscard]] bool is_planned() const { return at != base::Time{}; }
};
/// For a transaction that reaches all.
std::vector<Round> list_rounds(Transaction& tx, base::Time now, std::int64_t limit);
/// False when somebody else planned it, or the settings changed meanwhile.
bool plan_round(Transaction& tx, const Round& round, base::Time next);

/// Somebody from outside, active, with something to do, whom this round has not reached.
struct Outsider {
    base::UserId user = {};
    std::string name = {};
    std::string name_sort = {};
};
/// After `last`, in the order of their names.
std::vector<Outsider> list_to_summarise(Transaction& tx, const Round& round, const Outsider& last, std::int64_t limit);
/// True for the one transaction that is the first to reach this person in this round.
bool take_summary(Transaction& tx, const Round& round, const base::UserId& user);

/// What somebody has to do, without asking who may see it: for their own summary. The earliest due date first, what has
/// none at the end.
std::vector<Defect> list_to_do(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                               std::int64_t limit);

} // namespace assetbuddy::defects::store
