#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::people::pages {

platform::http::Response list(access::Visit& visit); // GET /users, its tabs People and Invitations (?tab=invitations)
platform::http::Response show(access::Visit& visit); // GET /users/{id}

platform::http::Response show_edit(access::Visit& visit);         // GET /users/{id}/edit
platform::http::Response submit_edit(access::Visit& visit);       // POST /users/{id}/edit
platform::http::Response submit_deactivate(access::Visit& visit); // POST /users/{id}/deactivate
platform::http::Response submit_reactivate(access::Visit& visit); // POST /users/{id}/reactivate

} // namespace assetbuddy::people::pages
