#pragma once

#include "documents/expiring.h"
#include "platform/http/query.h"

namespace assetbuddy::documents {

/// The filters of the list in an address: site_id, cursor. A site that was typed wrongly finds nothing, like one that
/// does not exist.
inline ExpiringRequest read_expiring(platform::http::Query& query)
{
    ExpiringRequest request;
    if (const auto text = query.text("site_id"); !text.empty())
        request.site = base::SiteId::parse(text).value_or(base::SiteId{});
    request.cursor = query.text("cursor");
    return request;
}

} // namespace assetbuddy::documents
