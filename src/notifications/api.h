#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::notifications::api {

platform::http::Response list(access::Visit& visit);         // GET /api/v1/notifications
platform::http::Response mark(access::Visit& visit);         // PATCH /api/v1/notifications/{id}
platform::http::Response mark_all(access::Visit& visit);     // POST /api/v1/notifications/read
platform::http::Response show_choices(access::Visit& visit); // GET /api/v1/me/notifications
platform::http::Response choose(access::Visit& visit);       // PATCH /api/v1/me/notifications

} // namespace assetbuddy::notifications::api
