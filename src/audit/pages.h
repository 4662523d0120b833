#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::audit::pages {

platform::http::Response list(access::Visit& visit);        // GET /audit
platform::http::Response export_file(access::Visit& visit); // GET /audit/export

} // namespace assetbuddy::audit::pages
