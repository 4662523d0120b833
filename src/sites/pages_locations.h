#pragma once

#include "access/call.h"
#include "access/visit.h"
#include "platform/html/html.h"
#include "platform/http/message.h"
#include "sites/site.h"

namespace assetbuddy::sites::pages {

platform::http::Response show_new_location(access::Visit& visit);      // GET /sites/{id}/locations/new
platform::http::Response submit_new_location(access::Visit& visit);    // POST /sites/{id}/locations/new
platform::http::Response show_location(access::Visit& visit);          // GET /locations/{id}
platform::http::Response submit_location(access::Visit& visit);        // POST /locations/{id}
platform::http::Response submit_delete_location(access::Visit& visit); // POST /locations/{id}/delete

/// The tree of the site's locations, for its page.
platform::html::Html locations_part(access::Call& call, const Site& site);

} // namespace assetbuddy::sites::pages
