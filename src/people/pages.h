#pragma once

#include "access/visit.h"
#include "platform/http/message.h"

namespace assetbuddy::people::pages {

platform::http::Response list(access::Visit& visit); // GET /users, its tabs People and Invitations (?tab=invitations)
platform::http::Response show(access::Visit& visit); // GET /users/{id}

} // namespace assetbuddy::people::pages
