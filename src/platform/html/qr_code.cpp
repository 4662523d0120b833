#include "platform/html/qr_code.h"

#include <memory>
#include <stdexcept>
#include <string>

#include <qrencode.h>

namespace assetbuddy::platform::html {

QrCode qr_code_of(std::string_view text)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
        QRcode_encodeString8bit(std::string{text}.c_str(), 0, QR_ECLEVEL_M), &QRcode_free};
    if (!code) throw std::length_error("this is too long for a QR code");
    QrCode found{code->width, {}};
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width;) {
            int length = 0;
            while (x + length < code->width && (code->data[y * code->width + x + length] & 1U) != 0) ++length;
            if (length > 0) found.runs.push_back({x, y, length});
            x += length > 0 ? length : 1;
        }
    }
    return found;
}

std::string qr_path(const QrCode& code)
{
    std::string path;
    for (const auto& run : code.runs) {
        const auto length = std::to_string(run.length);
        path += "M" + std::to_string(run.x + qr_quiet_zone) + " " + std::to_string(run.y + qr_quiet_zone) + "h" +
                length + "v1h-" + length + "z";
    }
    return path;
}

Html qr_code(std::string_view text, std::string_view label)
{
    const auto code = qr_code_of(text);
    const auto size = std::to_string(code.width_with_quiet_zone());
    return Html::of(
        R"(<svg class="qr-code" viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges"><rect width="{}" height="{}" fill="#fff"></rect><path fill="#000" d="{}"></path></svg>)",
        size, size, label, size, size, qr_path(code));
}

} // namespace assetbuddy::platform::html
