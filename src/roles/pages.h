#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::roles::pages {

platform::http::Response list(access::Visit& visit);             // GET /roles
platform::http::Response show(access::Visit& visit);             // GET /roles/{role}
platform::http::Response submit_configure(access::Visit& visit); // POST /roles/{role}
platform::http::Response submit_reset(access::Visit& visit);     // POST /roles/{role}/reset

} // namespace assetbuddy::roles::pages
