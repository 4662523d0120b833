#pragma once

#include <optional>

#include "base/id.h"
#include "platform/http/query.h"

namespace assetbuddy::dashboard {

/// The site that an address chooses; one that was typed wrongly is none that exists.
inline std::optional<base::SiteId> read_site(platform::http::Query& query)
{
    const auto text = query.text("site_id");
    if (text.empty()) return std::nullopt;
    return base::SiteId::parse(text).value_or(base::SiteId{});
}

} // namespace assetbuddy::dashboard
