#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "platform/http/message.h"

namespace assetbuddy::platform::http {

enum class Afterwards { keep_alive, close };

/// Status line and header fields up to the empty line. The edge owns Date, X-Request-Id, Content-Length and Connection:
/// what a handler set of those is left out, and so are Server and Transfer-Encoding.
std::string head_of(const Response& response, std::string_view request_id, base::Time now, Afterwards afterwards);

/// What follows the head: nothing for HEAD, 204 and 304.
std::string_view body_of(const Response& response, Method method);

/// `Tue, 24 Nov 2026 09:30:00 GMT` (RFC 9110 5.6.7).
std::string http_date(base::Time time);

} // namespace assetbuddy::platform::http
