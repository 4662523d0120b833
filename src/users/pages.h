#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/visit.h"
#include "platform/http/forms.h"
#include "platform/http/message.h"

namespace assetbuddy::users::pages {

/// The page behind a confirmation mail's link, where the link is about a new address (USR-2); nothing where it leads to
/// no such change. `way` is `here` for who keeps their own sign-in and moves this place alone.
std::optional<platform::http::Response> show_email_change(access::Visit& visit, const std::string& token,
                                                          std::string_view way);
/// What its form sends; on success the browser is signed in.
platform::http::Response submit_email_change(access::Visit& visit, const platform::http::Form& form,
                                             const std::string& token);

platform::http::Response show_own_address(access::Visit& visit);   // GET /profile/email
platform::http::Response submit_own_address(access::Visit& visit); // POST /profile/email

} // namespace assetbuddy::users::pages
