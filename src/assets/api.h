#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::assets::api {

platform::http::Response list(access::Visit& visit);          // GET /api/v1/assets
platform::http::Response create(access::Visit& visit);        // POST /api/v1/assets
platform::http::Response export_csv(access::Visit& visit);    // GET /api/v1/assets/export
platform::http::Response show(access::Visit& visit);          // GET /api/v1/assets/{id}
platform::http::Response edit(access::Visit& visit);          // PATCH /api/v1/assets/{id}
platform::http::Response remove(access::Visit& visit);        // DELETE /api/v1/assets/{id}
platform::http::Response change_status(access::Visit& visit); // POST /api/v1/assets/{id}/status
platform::http::Response show_history(access::Visit& visit);  // GET /api/v1/assets/{id}/history

platform::http::Response list_categories(access::Visit& visit); // GET /api/v1/categories
platform::http::Response create_category(access::Visit& visit); // POST /api/v1/categories
platform::http::Response show_category(access::Visit& visit);   // GET /api/v1/categories/{id}
platform::http::Response edit_category(access::Visit& visit);   // PATCH /api/v1/categories/{id}
platform::http::Response remove_category(access::Visit& visit); // DELETE /api/v1/categories/{id}
platform::http::Response import_table(access::Visit& visit);    // POST /api/v1/assets/import

} // namespace assetbuddy::assets::api
