#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::server {

/// GET /api: the description of the API for people, drawn from api/openapi.yaml. Public, without JavaScript.
platform::http::Response show_reference(access::Visit& visit);

} // namespace assetbuddy::server
