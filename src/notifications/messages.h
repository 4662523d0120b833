#pragma once

#include <string_view>

#include "platform/mail/message.h"

namespace assetbuddy::notifications {

/// Subject and both bodies of a letter of `notice_kind`. Throws std::invalid_argument when `data` is none of ours.
platform::mail::Message compose_notice(std::string_view data, std::string_view base_url);

} // namespace assetbuddy::notifications
