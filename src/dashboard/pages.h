#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::dashboard::pages {

platform::http::Response show(access::Visit& visit); // GET /dashboard

} // namespace assetbuddy::dashboard::pages
