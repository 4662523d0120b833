#pragma once

#include "platform/html/html.h"
#include "users/outlook.h"

namespace assetbuddy::users {

/// What somebody sees and may do, in words that come from the grants and counts alone.
platform::html::Html outlook_in_words(const Outlook& outlook);

} // namespace assetbuddy::users
