#pragma once

#include "platform/http/query.h"
#include "users/list.h"

namespace assetbuddy::users {

/// What of a list's query says whom to show, in which order and from where: q, role, site_id, company_id, is_active,
/// is_external, sort, cursor. Mistakes stay with the query; the caller finishes it.
ListRequest read_filters(platform::http::Query& query);

} // namespace assetbuddy::users
