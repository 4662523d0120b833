#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::platform::crypto {

/// 160 random bits (RFC 4226 section 4), raw: the secret an authenticator app and we share.
std::string make_totp_secret(Random& random);
/// What a person types into an app that cannot scan: base 32 in groups of four.
std::string shown_totp_secret(std::string_view secret);
/// `otpauth://totp/ISSUER:ACCOUNT?secret=...&issuer=ISSUER`, what the QR code holds.
std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account);

/// Six digits for a step of thirty seconds (RFC 6238, SHA-1, as every app knows it).
std::string totp_code(std::string_view secret, std::int64_t step);
std::int64_t totp_step(base::Time now);
/// The step whose code this is: the present one, or one before or after it for clocks that differ; nothing otherwise.
std::optional<std::int64_t> find_totp_step(std::string_view secret, std::string_view code, base::Time now);

} // namespace assetbuddy::platform::crypto
