#pragma once

#include <string_view>

#include "platform/mail/message.h"

namespace assetbuddy::organisations {

/// Subject and both bodies of letters of `confirmation_kind` (contract.md "Invitation email"). `data` is what
/// ConfirmationData wrote, `base_url` the configured prefix of links without a slash at the end (R-INV-8). Sender,
/// recipient, Message-ID and date are the courier's. Throws std::invalid_argument when `data` is none of ours.
platform::mail::Message compose_confirmation(std::string_view data, std::string_view base_url);

} // namespace assetbuddy::organisations
