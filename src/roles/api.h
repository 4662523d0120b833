#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::roles::api {

platform::http::Response list(access::Visit& visit);      // GET /api/v1/roles
platform::http::Response show(access::Visit& visit);      // GET /api/v1/roles/{role}
platform::http::Response configure(access::Visit& visit); // PUT /api/v1/roles/{role}/permissions
platform::http::Response reset(access::Visit& visit);     // DELETE /api/v1/roles/{role}/permissions

} // namespace assetbuddy::roles::api
