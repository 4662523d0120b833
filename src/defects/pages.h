#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::defects::pages {

platform::http::Response show_contractor(access::Visit& visit);    // GET /contractor
platform::http::Response list(access::Visit& visit);               // GET /defects
platform::http::Response choose_equipment(access::Visit& visit);   // GET /defects/new
platform::http::Response show_reassign(access::Visit& visit);      // GET /defects/reassign
platform::http::Response submit_reassign(access::Visit& visit);    // POST /defects/reassign
platform::http::Response show_report(access::Visit& visit);        // GET /assets/{id}/report
platform::http::Response submit_report(access::Visit& visit);      // POST /assets/{id}/report
platform::http::Response show(access::Visit& visit);               // GET /defects/{id}
platform::http::Response show_edit(access::Visit& visit);          // GET /defects/{id}/edit
platform::http::Response submit_edit(access::Visit& visit);        // POST /defects/{id}/edit
platform::http::Response show_assign(access::Visit& visit);        // GET /defects/{id}/assign
platform::http::Response submit_assign(access::Visit& visit);      // POST /defects/{id}/assign
platform::http::Response show_close_out(access::Visit& visit);     // GET /defects/{id}/close-out
platform::http::Response submit_close_out(access::Visit& visit);   // POST /defects/{id}/close-out
platform::http::Response show_reject(access::Visit& visit);        // GET /defects/{id}/reject
platform::http::Response submit_reject(access::Visit& visit);      // POST /defects/{id}/reject
platform::http::Response submit_await_parts(access::Visit& visit); // POST /defects/{id}/await-parts
platform::http::Response submit_resume(access::Visit& visit);      // POST /defects/{id}/resume
platform::http::Response submit_approve(access::Visit& visit);     // POST /defects/{id}/approve
platform::http::Response submit_close(access::Visit& visit);       // POST /defects/{id}/close
platform::http::Response submit_note(access::Visit& visit);        // POST /defects/{id}/notes

} // namespace assetbuddy::defects::pages
