#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/time.h"
#include "platform/sql/database.h"

namespace assetbuddy::access {

/// Brings the database to the newest schema, and does what SQL cannot do for it: the entries of the search index. One
/// that was interrupted goes on where it stopped. Returns the names of the steps taken; throws as `sql::migrate` does.
/// `progress` hears of the long parts: "making the search index", how much of how much is done.
using UpgradeProgress = std::function<void(const char* what, std::int64_t done, std::int64_t total)>;
std::vector<std::string> upgrade(platform::sql::Database& database, base::Time now,
                                 const UpgradeProgress& progress = {});

} // namespace assetbuddy::access
