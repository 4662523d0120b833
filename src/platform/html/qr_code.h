#pragma once

#include <string_view>

#include "platform/html/html.h"

namespace assetbuddy::platform::html {

/// A QR code as inline SVG, dark on light whatever the page's colours (scanners need it so), `label` for who cannot see
/// it. Throws std::length_error for more than a code holds.
Html qr_code(std::string_view text, std::string_view label);

} // namespace assetbuddy::platform::html
