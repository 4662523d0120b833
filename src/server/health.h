#pragma once

#include "access/kernel.h"
#include "platform/http/message.h"

namespace assetbuddy::server {

/// GET /healthz: 200 while the process lives.
platform::http::Response alive();
/// GET /readyz: 200 only when the database answers, else 503.
platform::http::Response ready(const access::Kernel& kernel);

} // namespace assetbuddy::server
