#pragma once

#include "access/visit.h"

namespace assetbuddy::companies::api {

platform::http::Response list(access::Visit& visit);   // GET /api/v1/companies
platform::http::Response create(access::Visit& visit); // POST /api/v1/companies
platform::http::Response show(access::Visit& visit);   // GET /api/v1/companies/{id}
platform::http::Response edit(access::Visit& visit);   // PATCH /api/v1/companies/{id}
platform::http::Response remove(access::Visit& visit); // DELETE /api/v1/companies/{id}
platform::http::Response merge(access::Visit& visit);  // POST /api/v1/companies/{id}/merge

} // namespace assetbuddy::companies::api
