#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::documents::pages {

platform::http::Response list(access::Visit& visit);
platform::http::Response list_expiring(access::Visit& visit);
platform::http::Response submit_new(access::Visit& visit);
platform::http::Response show(access::Visit& visit);
platform::http::Response submit_replace(access::Visit& visit);
platform::http::Response submit_edit(access::Visit& visit);
platform::http::Response submit_delete(access::Visit& visit);
platform::http::Response file(access::Visit& visit);
platform::http::Response thumbnail(access::Visit& visit);

} // namespace assetbuddy::documents::pages
