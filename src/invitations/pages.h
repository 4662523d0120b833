#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::invitations::pages {

// For those who invite (signed in).
platform::http::Response show_invite(access::Visit& visit);          // GET /users/invite
platform::http::Response submit_invite(access::Visit& visit);        // POST /users/invite
platform::http::Response preview_invite(access::Visit& visit);       // POST /users/invite/preview
platform::http::Response show(access::Visit& visit);                 // GET /users/invitations/{id}
platform::http::Response show_edit(access::Visit& visit);            // GET /users/invitations/{id}/edit
platform::http::Response submit_edit(access::Visit& visit);          // POST /users/invitations/{id}/edit
platform::http::Response preview_edit(access::Visit& visit);         // POST /users/invitations/{id}/edit/preview
platform::http::Response submit_resend(access::Visit& visit);        // POST /users/invitations/{id}/resend
platform::http::Response submit_revoke(access::Visit& visit);        // POST /users/invitations/{id}/revoke
platform::http::Response submit_keep(access::Visit& visit);          // POST /users/invitations/{id}/keep
platform::http::Response submit_code_by_phone(access::Visit& visit); // POST /users/invitations/{id}/code
platform::http::Response show_import_form(access::Visit& visit);     // GET /users/invite/import
platform::http::Response submit_import(access::Visit& visit);        // POST /users/invite/import
platform::http::Response import_template(access::Visit& visit);      // GET /users/invite/import/template
platform::http::Response show_import(access::Visit& visit);          // GET /users/invite/imports/{id}
platform::http::Response submit_stop_import(access::Visit& visit);   // POST /users/invite/imports/{id}/stop

// For the person invited (public).
platform::http::Response open_link(access::Visit& visit);          // GET /invitations/{token}
platform::http::Response show_accept(access::Visit& visit);        // GET /accept
platform::http::Response submit_accept(access::Visit& visit);      // POST /accept
platform::http::Response sign_out_and_go_on(access::Visit& visit); // POST /accept/sign-out
platform::http::Response submit_decline(access::Visit& visit);     // POST /accept/decline
platform::http::Response submit_ask_anew(access::Visit& visit);    // POST /accept/ask-anew
platform::http::Response show_join(access::Visit& visit);          // GET /join
platform::http::Response submit_join(access::Visit& visit);        // POST /join
platform::http::Response show_welcome(access::Visit& visit);       // GET /welcome (signed in)

} // namespace assetbuddy::invitations::pages
