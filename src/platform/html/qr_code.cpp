#include "platform/html/qr_code.h"

#include <memory>
#include <stdexcept>
#include <string>

#include <qrencode.h>

namespace assetbuddy::platform::html {
namespace {

constexpr int quiet_zone = 4; // ISO/IEC 18004: as many modules stay light around it

/// One path of a square per dark module, runs of a row joined.
std::string path_of(const QRcode& code)
{
    std::string path;
    for (int y = 0; y < code.width; ++y) {
        for (int x = 0; x < code.width;) {
            int length = 0;
            while (x + length < code.width && (code.data[y * code.width + x + length] & 1U) != 0) ++length;
            if (length > 0)
                path += "M" + std::to_string(x + quiet_zone) + " " + std::to_string(y + quiet_zone) + "h" +
                        std::to_string(length) + "v1h-" + std::to_string(length) + "z";
            x += length > 0 ? length : 1;
        }
    }
    return path;
}

} // namespace

Html qr_code(std::string_view text, std::string_view label)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
        QRcode_encodeString8bit(std::string{text}.c_str(), 0, QR_ECLEVEL_M), &QRcode_free};
    if (!code) throw std::length_error("this is too long for a QR code");
    const auto size = std::to_string(code->width + 2 * quiet_zone);
    return Html::of(
        R"(<svg class="qr-code" viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges"><rect width="{}" height="{}" fill="#fff"></rect><path fill="#000" d="{}"></path></svg>)",
        size, size, label, size, size, path_of(*code));
}

} // namespace assetbuddy::platform::html
