#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::accounts::api {

platform::http::Response confirm_password(access::Visit& visit); // POST /api/v1/session/confirm-password
platform::http::Response forgot_password(access::Visit& visit);  // POST /api/v1/password/forgot
platform::http::Response reset_password(access::Visit& visit);   // POST /api/v1/password/reset
platform::http::Response change_password(access::Visit& visit);  // POST /api/v1/me/password

platform::http::Response list_sessions(access::Visit& visit);      // GET /api/v1/me/sessions
platform::http::Response end_session(access::Visit& visit);        // DELETE /api/v1/me/sessions/{id}
platform::http::Response end_other_sessions(access::Visit& visit); // DELETE /api/v1/me/sessions

platform::http::Response list_tokens(access::Visit& visit);  // GET /api/v1/api-tokens
platform::http::Response create_token(access::Visit& visit); // POST /api/v1/api-tokens
platform::http::Response end_token(access::Visit& visit);    // DELETE /api/v1/api-tokens/{id}

platform::http::Response show_second_factors(access::Visit& visit);  // GET /api/v1/me/second-factor
platform::http::Response begin_app(access::Visit& visit);            // POST /api/v1/me/second-factor/app
platform::http::Response confirm_app(access::Visit& visit);          // POST /api/v1/me/second-factor/app/confirm
platform::http::Response remove_app(access::Visit& visit);           // DELETE /api/v1/me/second-factor/app
platform::http::Response renew_recovery_codes(access::Visit& visit); // POST /api/v1/me/second-factor/recovery-codes

platform::http::Response begin_passkey(access::Visit& visit);         // POST /api/v1/me/passkeys/options
platform::http::Response add_passkey(access::Visit& visit);           // POST /api/v1/me/passkeys
platform::http::Response begin_passkey_sign_in(access::Visit& visit); // POST /api/v1/session/passkey/options
platform::http::Response begin_passkey_step(access::Visit& visit);    // POST /api/v1/session/second-factor/options

platform::http::Response list_passkeys(access::Visit& visit);  // GET /api/v1/me/passkeys
platform::http::Response rename_passkey(access::Visit& visit); // PATCH /api/v1/me/passkeys/{id}
platform::http::Response remove_passkey(access::Visit& visit); // DELETE /api/v1/me/passkeys/{id}

} // namespace assetbuddy::accounts::api
