#include "ui/security_headers.h"

namespace assetbuddy::ui {
namespace {

constexpr auto content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src "
    "'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

constexpr auto no_features =
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
    "midi=(), payment=(), usb=()";

} // namespace

void security_headers(platform::http::Response& response, Transport transport)
{
    if (!response.header("Content-Security-Policy")) response.set("Content-Security-Policy", content_security_policy);
    response.set("X-Content-Type-Options", "nosniff");
    response.set("X-Frame-Options", "DENY"); // for browsers that do not know frame-ancestors
    response.set("Cross-Origin-Opener-Policy", "same-origin");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    response.set("Permissions-Policy", no_features);
    if (!response.header("Referrer-Policy")) response.set("Referrer-Policy", "strict-origin-when-cross-origin");
    if (!response.header("Cache-Control")) response.set("Cache-Control", "no-store");
    if (transport == Transport::tls) response.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
}

} // namespace assetbuddy::ui
