#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::sites::pages {

platform::http::Response list(access::Visit& visit);              // GET /sites
platform::http::Response show_new(access::Visit& visit);          // GET /sites/new
platform::http::Response submit_new(access::Visit& visit);        // POST /sites/new
platform::http::Response show(access::Visit& visit);              // GET /sites/{id}
platform::http::Response submit_edit(access::Visit& visit);       // POST /sites/{id}
platform::http::Response submit_deactivate(access::Visit& visit); // POST /sites/{id}/deactivate
platform::http::Response submit_delete(access::Visit& visit);     // POST /sites/{id}/delete
platform::http::Response submit_reactivate(access::Visit& visit); // POST /sites/{id}/reactivate

} // namespace assetbuddy::sites::pages
