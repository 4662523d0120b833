#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::defects::api {

platform::http::Response list(access::Visit& visit);           // GET /api/v1/defects
platform::http::Response report(access::Visit& visit);         // POST /api/v1/defects
platform::http::Response show(access::Visit& visit);           // GET /api/v1/defects/{id}
platform::http::Response edit(access::Visit& visit);           // PATCH /api/v1/defects/{id}
platform::http::Response list_events(access::Visit& visit);    // GET /api/v1/defects/{id}/events
platform::http::Response list_assignees(access::Visit& visit); // GET /api/v1/assignees
platform::http::Response reassign(access::Visit& visit);       // POST /api/v1/defects/reassign
platform::http::Response assign(access::Visit& visit);         // POST /api/v1/defects/{id}/assign
platform::http::Response await_parts(access::Visit& visit);    // POST /api/v1/defects/{id}/await-parts
platform::http::Response resume(access::Visit& visit);         // POST /api/v1/defects/{id}/resume
platform::http::Response close_out(access::Visit& visit);      // POST /api/v1/defects/{id}/close-out
platform::http::Response approve(access::Visit& visit);        // POST /api/v1/defects/{id}/approve
platform::http::Response reject(access::Visit& visit);         // POST /api/v1/defects/{id}/reject
platform::http::Response close(access::Visit& visit);          // POST /api/v1/defects/{id}/close
platform::http::Response write_note(access::Visit& visit);     // POST /api/v1/defects/{id}/notes

platform::http::Response show_contractor_dashboard(access::Visit& visit); // GET /api/v1/contractor-dashboard

} // namespace assetbuddy::defects::api
