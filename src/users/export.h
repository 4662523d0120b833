#pragma once

#include <string>

#include "access/call.h"
#include "base/result.h"
#include "users/list.h"

namespace assetbuddy::users {

/// Everybody a list with these filters shows, in its order, as a table for spreadsheets (USR-8, R-VAL-9); limit and
/// cursor do not count. Errors: forbidden (users:view), too_many (more than `most_exported`, or more than a search
/// looks at: narrow the filters).
base::Result<std::string> export_csv(access::Call& call, const ListRequest& request);

} // namespace assetbuddy::users
