#pragma once

#include <vector>

#include "base/id.h"
#include "platform/sql/database.h"

namespace assetbuddy::access {

/// Every organisation of the installation; only for a transaction that reaches all (Reach::system).
std::vector<base::OrganisationId> every_organisation(platform::sql::Transaction& tx);

} // namespace assetbuddy::access
