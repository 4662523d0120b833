#pragma once

#include <string_view>

#include "platform/mail/message.h"

namespace assetbuddy::defects {

/// `data` is SummaryData. Can be stopped with one click (R-MAIL-8, RFC 8058).
platform::mail::Message compose_summary(std::string_view data, std::string_view base_url);

} // namespace assetbuddy::defects
