#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::organisations::ownership_api {

platform::http::Response transfer(access::Visit& visit); // POST /api/v1/organisation/transfer-ownership

} // namespace assetbuddy::organisations::ownership_api
