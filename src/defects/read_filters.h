#pragma once

#include "defects/list.h"
#include "platform/http/query.h"

namespace assetbuddy::defects {

/// The filters of a list as its address says them (DEF-4); mistakes are the query's. `status` is one of the five or
/// `not_closed`; `assignee` an id, or `none`.
ListRequest read_filters(platform::http::Query& query);

} // namespace assetbuddy::defects
