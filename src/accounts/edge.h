#pragma once

#include <array>
// What the pages and the API of this room share.

#include <optional>
#include <string>
#include <string_view>

#include "access/visit.h"
#include "accounts/known_devices.h"
#include "accounts/second_factor.h"
#include "base/id.h"
#include "platform/http/message.h"

namespace assetbuddy::accounts {

/// Who has signed in with this browser before (R-AUTH-8).
KnownDevices devices_of(const access::Visit& visit);
/// Gives the browser its session cookie and remembers it as a device of this account.
void keep_session(access::Visit& visit, std::string_view session_token, const base::AccountId& account);

/// A sign-in between password and second factor waits in a sealed cookie for ten minutes; nothing takes it away.
void keep_half_way(access::Visit& visit, const std::optional<HalfWay>& half_way);
std::optional<HalfWay> half_way_of(const access::Visit& visit);

/// Tells the browser to forget what it kept of us (R-SESS-4).
void clear_site_data(platform::http::Response& response);

/// `__Host-NAME` over https, where only we can set it.
std::string cookie_name(bool secure, std::string_view name);
/// Every name that is given to it for a sealed cookie: such cookies live an hour at most, across a change of the
/// instance key too.
inline constexpr std::array<std::string_view, 5> sealed_cookie_names{"step", "passkey", "reset", "confirm",
                                                                     "accepting"};

} // namespace assetbuddy::accounts
