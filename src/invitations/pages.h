#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::invitations::pages {

// For those who invite (signed in).
platform::http::Response show_invite(access::Visit& visit);   // GET /users/invite
platform::http::Response submit_invite(access::Visit& visit); // POST /users/invite
platform::http::Response show(access::Visit& visit);          // GET /users/invitations/{id}
platform::http::Response submit_resend(access::Visit& visit); // POST /users/invitations/{id}/resend
platform::http::Response submit_revoke(access::Visit& visit); // POST /users/invitations/{id}/revoke

// For the person invited (public).
platform::http::Response open_link(access::Visit& visit);          // GET /invitations/{token}
platform::http::Response show_accept(access::Visit& visit);        // GET /accept
platform::http::Response submit_accept(access::Visit& visit);      // POST /accept
platform::http::Response sign_out_and_go_on(access::Visit& visit); // POST /accept/sign-out
platform::http::Response show_welcome(access::Visit& visit);       // GET /welcome (signed in)

} // namespace assetbuddy::invitations::pages
