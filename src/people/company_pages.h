#pragma once

#include "access/visit.h"

namespace assetbuddy::people::pages {

platform::http::Response list_companies(access::Visit& visit);        // GET /companies
platform::http::Response show_new_company(access::Visit& visit);      // GET /companies/new
platform::http::Response submit_new_company(access::Visit& visit);    // POST /companies/new
platform::http::Response show_company(access::Visit& visit);          // GET /companies/{id}
platform::http::Response submit_company(access::Visit& visit);        // POST /companies/{id}
platform::http::Response submit_merge_company(access::Visit& visit);  // POST /companies/{id}/merge
platform::http::Response submit_delete_company(access::Visit& visit); // POST /companies/{id}/delete

} // namespace assetbuddy::people::pages
