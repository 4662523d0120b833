#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::dashboard::api {

platform::http::Response show(access::Visit& visit); // GET /api/v1/dashboard

} // namespace assetbuddy::dashboard::api
