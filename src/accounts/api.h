#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::accounts::api {

platform::http::Response confirm_password(access::Visit& visit); // POST /api/v1/session/confirm-password
platform::http::Response forgot_password(access::Visit& visit);  // POST /api/v1/password/forgot
platform::http::Response reset_password(access::Visit& visit);   // POST /api/v1/password/reset
platform::http::Response change_password(access::Visit& visit);  // POST /api/v1/me/password

} // namespace assetbuddy::accounts::api
