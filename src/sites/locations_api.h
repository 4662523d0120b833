#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::sites::locations_api {

platform::http::Response list(access::Visit& visit);   // GET /api/v1/locations
platform::http::Response create(access::Visit& visit); // POST /api/v1/locations
platform::http::Response show(access::Visit& visit);   // GET /api/v1/locations/{id}
platform::http::Response edit(access::Visit& visit);   // PATCH /api/v1/locations/{id}
platform::http::Response remove(access::Visit& visit); // DELETE /api/v1/locations/{id}

} // namespace assetbuddy::sites::locations_api
