#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/html/html.h"

namespace assetbuddy::platform::html {

/// ISO/IEC 18004: as many modules stay light around a code.
inline constexpr int qr_quiet_zone = 4;

/// The dark modules of a QR code, those beside each other in a row joined; 0, 0 is the corner inside the quiet zone.
struct QrCode {
    struct Run {
        int x;
        int y;
        int length;
    };
    int width = 0;
    std::vector<Run> runs;
    [[nodiscard]] int width_with_quiet_zone() const { return width + 2 * qr_quiet_zone; }
};
/// Throws std::length_error for more than a code holds.
QrCode qr_code_of(std::string_view text);
/// The `d` of an SVG path, with the quiet zone around it.
std::string qr_path(const QrCode& code);

/// A QR code as inline SVG, dark on light whatever the page's colours (scanners need it so), `label` for who cannot see
/// it. Throws std::length_error for more than a code holds.
Html qr_code(std::string_view text, std::string_view label);

} // namespace assetbuddy::platform::html
