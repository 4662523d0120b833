#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::audit::api {

platform::http::Response list(access::Visit& visit);        // GET /api/v1/audit
platform::http::Response export_file(access::Visit& visit); // GET /api/v1/audit/export

} // namespace assetbuddy::audit::api
