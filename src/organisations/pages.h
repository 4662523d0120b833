#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::organisations::pages {

platform::http::Response start(access::Visit& visit); // GET /

platform::http::Response show_sign_up(access::Visit& visit);   // GET /sign-up
platform::http::Response submit_sign_up(access::Visit& visit); // POST /sign-up

// The proof of the mailbox: by code in the session that signed up, or by the mail's link and a password.
platform::http::Response open_confirmation(access::Visit& visit);   // GET /confirm/{token}
platform::http::Response show_confirm(access::Visit& visit);        // GET /confirm
platform::http::Response submit_confirm(access::Visit& visit);      // POST /confirm
platform::http::Response submit_email_change(access::Visit& visit); // POST /confirm/email
platform::http::Response resend_confirmation(access::Visit& visit); // POST /confirm/resend

platform::http::Response show_profile(access::Visit& visit);   // GET /profile
platform::http::Response submit_profile(access::Visit& visit); // POST /profile

} // namespace assetbuddy::organisations::pages
