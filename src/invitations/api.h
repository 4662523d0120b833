#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::invitations::api {

platform::http::Response send(access::Visit& visit);          // POST /api/v1/invitations
platform::http::Response preview(access::Visit& visit);       // POST /api/v1/invitations/preview
platform::http::Response list(access::Visit& visit);          // GET /api/v1/invitations
platform::http::Response show(access::Visit& visit);          // GET /api/v1/invitations/{id}
platform::http::Response edit(access::Visit& visit);          // PATCH /api/v1/invitations/{id}
platform::http::Response resend(access::Visit& visit);        // POST /api/v1/invitations/{id}/resend
platform::http::Response revoke(access::Visit& visit);        // POST /api/v1/invitations/{id}/revoke
platform::http::Response keep(access::Visit& visit);          // POST /api/v1/invitations/{id}/keep
platform::http::Response make_new_code(access::Visit& visit); // POST /api/v1/invitations/{id}/code
platform::http::Response start_import(access::Visit& visit);  // POST /api/v1/invitations/import
platform::http::Response show_import(access::Visit& visit);   // GET /api/v1/invitations/imports/{id}
platform::http::Response stop_import(access::Visit& visit);   // POST /api/v1/invitations/imports/{id}/stop

// Public.
platform::http::Response inspect(access::Visit& visit);       // POST /api/v1/invitations/inspect
platform::http::Response accept(access::Visit& visit);        // POST /api/v1/invitations/accept
platform::http::Response sign_in(access::Visit& visit);       // POST /api/v1/session
platform::http::Response second_factor(access::Visit& visit); // POST /api/v1/session/second-factor
platform::http::Response decline(access::Visit& visit);       // POST /api/v1/invitations/decline
platform::http::Response ask_anew(access::Visit& visit);      // POST /api/v1/invitations/ask-anew
platform::http::Response join(access::Visit& visit);          // POST /api/v1/join

} // namespace assetbuddy::invitations::api
