#pragma once

#include <string_view>

#include "platform/html/html.h"
#include "platform/http/message.h"

namespace assetbuddy::ui {

/// The product's mark and name.
platform::html::Html brand();

struct DocumentParts {
    std::string_view title;      // of the window, without the product's name
    std::string_view appearance; // value of data-bs-theme
    std::string_view body_class;
    const platform::html::Html& body;
};

/// The whole HTML document around a body: head, styles, scripts. htmx comes along only where the body asks for it.
/// A 401 says how to sign in, a 429 or 503 when to come again (R-API-1).
platform::http::Response document(const DocumentParts& parts, int status);

} // namespace assetbuddy::ui
