#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::organisations::pages {

platform::http::Response show_settings(access::Visit& visit);   // GET /settings
platform::http::Response submit_settings(access::Visit& visit); // POST /settings

} // namespace assetbuddy::organisations::pages
