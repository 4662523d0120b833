#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::organisations::api {

platform::http::Response sign_up(access::Visit& visit); // POST /api/v1/organisations
platform::http::Response show(access::Visit& visit);    // GET /api/v1/organisation
platform::http::Response edit(access::Visit& visit);    // PATCH /api/v1/organisation

} // namespace assetbuddy::organisations::api
