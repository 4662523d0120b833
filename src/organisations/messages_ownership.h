#pragma once

#include <string_view>

#include "platform/mail/message.h"

namespace assetbuddy::organisations {

/// The mails to the Owner who was and the Owner who is (USR-6). `data` is what OwnershipData wrote, `base_url` the
/// configured prefix of links (R-INV-8). Sender, recipient, Message-ID and date are the courier's. Throw
/// std::invalid_argument when `data` is none of ours.
platform::mail::Message compose_ownership_given(std::string_view data, std::string_view base_url);
platform::mail::Message compose_ownership_received(std::string_view data, std::string_view base_url);

} // namespace assetbuddy::organisations
