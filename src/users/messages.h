#pragma once

#include <string_view>

#include "platform/mail/message.h"

namespace assetbuddy::users {

/// The mail to a place's new address, with link and code, and the one that tells the old address (USR-2). `data` is
/// what EmailChangeData wrote, `base_url` the configured prefix of links (R-INV-8). Sender, recipient, Message-ID and
/// date are the courier's. Throw std::invalid_argument when `data` is none of ours.
platform::mail::Message compose_email_change(std::string_view data, std::string_view base_url);
platform::mail::Message compose_email_change_notice(std::string_view data, std::string_view base_url);

} // namespace assetbuddy::users
