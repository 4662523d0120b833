#pragma once

#include "assets/list.h"
#include "platform/http/query.h"

namespace assetbuddy::assets {

/// The filters of the register in an address: q, site_id, category_id, status, criticality, sort (`code`, `name`),
/// cursor. Mistakes are noted in the query.
ListRequest read_filters(platform::http::Query& query);

} // namespace assetbuddy::assets
