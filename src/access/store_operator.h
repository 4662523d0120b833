#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "platform/sql/database.h"

namespace assetbuddy::access::store {

using platform::sql::Transaction;

/// An organisation as the operator's commands need it. For transactions of system reach.
struct OperatedOrganisation {
    base::OrganisationId id;
    std::string name;
    std::string time_zone;
};
/// The two oldest: enough to know whether there is one, or more.
std::vector<OperatedOrganisation> list_first_organisations(Transaction& tx);
/// All of them: only the operator asks, and organisations are few beside everything else.
std::vector<OperatedOrganisation> list_operated_organisations(Transaction& tx);

} // namespace assetbuddy::access::store
