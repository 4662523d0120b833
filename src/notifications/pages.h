#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::notifications::pages {

platform::http::Response list(access::Visit& visit);           // GET /notifications
platform::http::Response open(access::Visit& visit);           // POST /notifications/{id}/open
platform::http::Response mark_all(access::Visit& visit);       // POST /notifications/read
platform::http::Response show_choices(access::Visit& visit);   // GET /profile/notifications
platform::http::Response submit_choices(access::Visit& visit); // POST /profile/notifications

platform::http::Response show_unsubscribe(access::Visit& visit);   // GET /unsubscribe/{token}
platform::http::Response submit_unsubscribe(access::Visit& visit); // POST /unsubscribe/{token}

} // namespace assetbuddy::notifications::pages
