#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::assets::pages {

platform::http::Response list(access::Visit& visit);            // GET /assets
platform::http::Response show_new(access::Visit& visit);        // GET /assets/new
platform::http::Response submit_new(access::Visit& visit);      // POST /assets/new
platform::http::Response export_csv(access::Visit& visit);      // GET /assets/export
platform::http::Response show_import(access::Visit& visit);     // GET /assets/import
platform::http::Response submit_import(access::Visit& visit);   // POST /assets/import
platform::http::Response import_template(access::Visit& visit); // GET /assets/import/template
platform::http::Response show_labels(access::Visit& visit);     // GET /assets/labels
platform::http::Response submit_labels(access::Visit& visit);   // POST /assets/labels
platform::http::Response show(access::Visit& visit);            // GET /assets/{id}
platform::http::Response show_label(access::Visit& visit);      // GET /assets/{id}/label.svg
platform::http::Response show_edit(access::Visit& visit);       // GET /assets/{id}/edit
platform::http::Response submit_edit(access::Visit& visit);     // POST /assets/{id}/edit
platform::http::Response submit_status(access::Visit& visit);   // POST /assets/{id}/status
platform::http::Response submit_delete(access::Visit& visit);   // POST /assets/{id}/delete

platform::http::Response list_categories(access::Visit& visit);        // GET /categories
platform::http::Response add_usual_categories(access::Visit& visit);   // POST /categories/usual
platform::http::Response show_new_category(access::Visit& visit);      // GET /categories/new
platform::http::Response submit_new_category(access::Visit& visit);    // POST /categories/new
platform::http::Response show_category(access::Visit& visit);          // GET /categories/{id}
platform::http::Response submit_category(access::Visit& visit);        // POST /categories/{id}
platform::http::Response submit_delete_category(access::Visit& visit); // POST /categories/{id}/delete

} // namespace assetbuddy::assets::pages
