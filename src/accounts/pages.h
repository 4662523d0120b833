#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::accounts::pages {

platform::http::Response show_sign_in(access::Visit& visit);       // GET /sign-in
platform::http::Response submit_sign_in(access::Visit& visit);     // POST /sign-in
platform::http::Response show_second_step(access::Visit& visit);   // GET /sign-in/second-factor
platform::http::Response submit_second_step(access::Visit& visit); // POST /sign-in/second-factor
platform::http::Response sign_out(access::Visit& visit);           // POST /sign-out
platform::http::Response switch_place(access::Visit& visit);       // POST /session/switch

platform::http::Response show_forgot(access::Visit& visit);   // GET /forgot-password
platform::http::Response submit_forgot(access::Visit& visit); // POST /forgot-password
platform::http::Response open_reset(access::Visit& visit);    // GET /reset/{token}
platform::http::Response show_reset(access::Visit& visit);    // GET /reset
platform::http::Response submit_reset(access::Visit& visit);  // POST /reset

platform::http::Response show_change_password(access::Visit& visit);   // GET /profile/password
platform::http::Response submit_change_password(access::Visit& visit); // POST /profile/password

platform::http::Response show_confirm_password(access::Visit& visit);   // GET /confirm-password
platform::http::Response submit_confirm_password(access::Visit& visit); // POST /confirm-password

platform::http::Response list_sessions(access::Visit& visit);             // GET /profile/sessions
platform::http::Response submit_end_session(access::Visit& visit);        // POST /profile/sessions/{id}/end
platform::http::Response submit_end_other_sessions(access::Visit& visit); // POST /profile/sessions/end-others

platform::http::Response list_tokens(access::Visit& visit);      // GET /profile/tokens
platform::http::Response show_new_token(access::Visit& visit);   // GET /profile/tokens/new
platform::http::Response submit_new_token(access::Visit& visit); // POST /profile/tokens/new
platform::http::Response submit_end_token(access::Visit& visit); // POST /profile/tokens/{id}/end

platform::http::Response show_second_factors(access::Visit& visit);  // GET /profile/second-factor
platform::http::Response begin_app(access::Visit& visit);            // POST /profile/second-factor/app
platform::http::Response show_app(access::Visit& visit);             // GET /profile/second-factor/app
platform::http::Response submit_app(access::Visit& visit);           // POST /profile/second-factor/app/confirm
platform::http::Response remove_app(access::Visit& visit);           // POST /profile/second-factor/app/remove
platform::http::Response renew_recovery_codes(access::Visit& visit); // POST /profile/second-factor/recovery-codes
platform::http::Response recovery_codes_file(access::Visit& visit);  // POST /profile/second-factor/recovery-codes/file

platform::http::Response show_new_passkey(access::Visit& visit);   // GET /profile/second-factor/passkeys/new
platform::http::Response submit_new_passkey(access::Visit& visit); // POST /profile/second-factor/passkeys
platform::http::Response show_passkey(access::Visit& visit);       // GET /profile/second-factor/passkeys/{id}
platform::http::Response rename_passkey(access::Visit& visit);     // POST /profile/second-factor/passkeys/{id}
platform::http::Response remove_passkey(access::Visit& visit);     // POST /profile/second-factor/passkeys/{id}/remove
platform::http::Response submit_passkey_sign_in(access::Visit& visit); // POST /sign-in/passkey

} // namespace assetbuddy::accounts::pages
