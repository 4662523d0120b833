#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::documents::api {

platform::http::Response list(access::Visit& visit);
platform::http::Response list_expiring(access::Visit& visit);
platform::http::Response show(access::Visit& visit);
platform::http::Response edit(access::Visit& visit);
platform::http::Response remove(access::Visit& visit);
platform::http::Response content(access::Visit& visit);
platform::http::Response thumbnail(access::Visit& visit);

platform::http::Response begin_upload(access::Visit& visit);
platform::http::Response show_upload(access::Visit& visit);
platform::http::Response append(access::Visit& visit);
platform::http::Response finish_upload(access::Visit& visit);
platform::http::Response cancel_upload(access::Visit& visit);

} // namespace assetbuddy::documents::api
