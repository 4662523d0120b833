#pragma once

#include "platform/http/message.h"

namespace assetbuddy::ui {

enum class Transport { plain, tls };

/// Puts the headers of R-WEB-1, R-WEB-2 and R-WEB-7 on an answer, whatever it is; server/ calls it for every one.
/// Keeps a Content-Security-Policy (the demonstration's mails carry their own styles), a Referrer-Policy and
/// Cache-Control that are already there (focused pages, assets).
void security_headers(platform::http::Response& response, Transport transport);

} // namespace assetbuddy::ui
