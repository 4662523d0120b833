#pragma once

#include <string>
#include <vector>

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::accounts::pages {

/// The page that shows new recovery codes, the only time they are seen.
platform::http::Response recovery_codes_page(access::Visit& visit, const std::vector<std::string>& codes);

} // namespace assetbuddy::accounts::pages
