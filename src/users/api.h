#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::users::api {

platform::http::Response list(access::Visit& visit); // GET /api/v1/users
platform::http::Response show(access::Visit& visit); // GET /api/v1/users/{id}
platform::http::Response edit(access::Visit& visit); // PATCH /api/v1/users/{id}

} // namespace assetbuddy::users::api
