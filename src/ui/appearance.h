#pragma once

#include <string_view>

#include "access/visit.h"
#include "platform/html/html.h"
#include "platform/http/message.h"

namespace assetbuddy::ui {

/// Light, dark, or as the system wishes (`auto`): the value of data-bs-theme.
std::string_view appearance_of(const platform::http::Request& request);

/// Three buttons that post to /appearance and come back to the page they stand on.
platform::html::Html appearance_buttons(access::Visit& visit);

/// POST /appearance, for anybody: keeps the choice in a cookie for a year.
platform::http::Response choose_appearance(access::Visit& visit);

} // namespace assetbuddy::ui
