#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::invitations::api {

platform::http::Response send(access::Visit& visit);    // POST /api/v1/invitations
platform::http::Response list(access::Visit& visit);    // GET /api/v1/invitations
platform::http::Response show(access::Visit& visit);    // GET /api/v1/invitations/{id}
platform::http::Response resend(access::Visit& visit);  // POST /api/v1/invitations/{id}/resend
platform::http::Response revoke(access::Visit& visit);  // POST /api/v1/invitations/{id}/revoke
platform::http::Response inspect(access::Visit& visit); // POST /api/v1/invitations/inspect
platform::http::Response accept(access::Visit& visit);  // POST /api/v1/invitations/accept

} // namespace assetbuddy::invitations::api
