#pragma once

#include "access/actor.h"
#include "platform/html/url.h"

namespace assetbuddy::organisations {

/// Where a signed-in person starts: the best room their grants open, else their own profile.
platform::html::Url home_of(const access::Actor& actor);

} // namespace assetbuddy::organisations
