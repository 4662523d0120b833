#pragma once

#include <string_view>

#include "access/visit.h"
#include "platform/html/url.h"
#include "platform/http/message.h"

namespace assetbuddy::ui {

/// Address of a file that lives in the binary, with the hash of its content in its name: "app.css" →
/// /static/app.3f2a6b….css. Throws std::logic_error for a name the build did not embed.
const platform::html::Url& asset(std::string_view name);

/// GET /static/{file}: immutable caching, ETag, 304, brotli or gzip as the browser likes (R-WEB-7). 404 for others.
platform::http::Response serve_asset(access::Visit& visit);
/// GET /favicon.ico and /favicon.svg.
platform::http::Response favicon(access::Visit& visit);

} // namespace assetbuddy::ui
