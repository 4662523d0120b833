#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::users::api {

platform::http::Response list(access::Visit& visit);                 // GET /api/v1/users
platform::http::Response export_people(access::Visit& visit);        // GET /api/v1/users/export
platform::http::Response show(access::Visit& visit);                 // GET /api/v1/users/{id}
platform::http::Response show_access(access::Visit& visit);          // GET /api/v1/users/{id}/access
platform::http::Response edit(access::Visit& visit);                 // PATCH /api/v1/users/{id}
platform::http::Response remove(access::Visit& visit);               // DELETE /api/v1/users/{id}
platform::http::Response erase(access::Visit& visit);                // POST /api/v1/users/{id}/erase
platform::http::Response change_own_email(access::Visit& visit);     // POST /api/v1/me/email
platform::http::Response confirm_email_change(access::Visit& visit); // POST /api/v1/email-changes/confirm

} // namespace assetbuddy::users::api
