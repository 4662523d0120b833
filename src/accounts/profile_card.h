#pragma once

#include "platform/html/html.h"

namespace assetbuddy::accounts {

/// The part of one's profile that is about signing in: each line leads to its page.
platform::html::Html signing_in_card();

} // namespace assetbuddy::accounts
