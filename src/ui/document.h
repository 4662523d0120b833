#pragma once

#include <string_view>

#include "platform/html/html.h"

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
platform::html::Html document(const DocumentParts& parts);

} // namespace assetbuddy::ui
