#pragma once

#include "access/visit.h"
#include "accounts/second_factor.h"
#include "platform/http/message.h"

namespace assetbuddy::organisations::session_api {

platform::http::Response sign_in(access::Visit& visit); // POST /api/v1/session
/// Goes on from the cookie that a 401 second_factor_required of `sign_in` left.
platform::http::Response finish_sign_in(access::Visit& visit, accounts::SecondStep step);
platform::http::Response sign_in_with_passkey(access::Visit& visit); // POST /api/v1/session/passkey
platform::http::Response switch_place(access::Visit& visit);         // PUT /api/v1/session
platform::http::Response sign_out(access::Visit& visit);             // DELETE /api/v1/session
platform::http::Response confirm(access::Visit& visit);              // POST /api/v1/session/confirm
platform::http::Response resend_confirmation(access::Visit& visit);  // POST /api/v1/session/confirm/resend
platform::http::Response show_me(access::Visit& visit);              // GET /api/v1/me
platform::http::Response edit_me(access::Visit& visit);              // PATCH /api/v1/me

} // namespace assetbuddy::organisations::session_api
