#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::sites::api {

platform::http::Response list(access::Visit& visit);   // GET /api/v1/sites
platform::http::Response create(access::Visit& visit); // POST /api/v1/sites
platform::http::Response show(access::Visit& visit);   // GET /api/v1/sites/{id}
platform::http::Response edit(access::Visit& visit);   // PATCH /api/v1/sites/{id}
platform::http::Response remove(access::Visit& visit); // DELETE /api/v1/sites/{id}

} // namespace assetbuddy::sites::api
