#pragma once

#include <string_view>

#include "platform/mail/message.h"

namespace assetbuddy::accounts {

/// Subject and both bodies of letters of `reset_kind`, `changed_kind` and `factor_kind` (R-AUTH-10, R-AUTH-11). `data`
/// is what ResetData, ChangedData and FactorData wrote, `base_url` the configured prefix of links without a slash at
/// the end (R-INV-8). Sender, recipient, Message-ID and date are the courier's. Throw std::invalid_argument when `data`
/// is none of ours.
platform::mail::Message compose_reset(std::string_view data, std::string_view base_url);
platform::mail::Message compose_changed(std::string_view data, std::string_view base_url);
platform::mail::Message compose_factor_changed(std::string_view data, std::string_view base_url);

} // namespace assetbuddy::accounts
