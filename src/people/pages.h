#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::people::pages {

platform::http::Response list(access::Visit& visit); // GET /users, its tabs People and Invitations (?tab=invitations)
platform::http::Response show(access::Visit& visit); // GET /users/{id}
platform::http::Response export_people(access::Visit& visit); // GET /users/export

platform::http::Response show_edit(access::Visit& visit);         // GET /users/{id}/edit
platform::http::Response submit_edit(access::Visit& visit);       // POST /users/{id}/edit
platform::http::Response submit_deactivate(access::Visit& visit); // POST /users/{id}/deactivate
platform::http::Response submit_reactivate(access::Visit& visit); // POST /users/{id}/reactivate

platform::http::Response show_delete(access::Visit& visit);   // GET /users/{id}/delete
platform::http::Response submit_delete(access::Visit& visit); // POST /users/{id}/delete
platform::http::Response list_deleted(access::Visit& visit);  // GET /users/deleted
platform::http::Response show_erase(access::Visit& visit);    // GET /users/{id}/erase
platform::http::Response submit_erase(access::Visit& visit);  // POST /users/{id}/erase

platform::http::Response show_transfer(access::Visit& visit);   // GET /users/{id}/make-owner
platform::http::Response submit_transfer(access::Visit& visit); // POST /users/{id}/make-owner

} // namespace assetbuddy::people::pages
