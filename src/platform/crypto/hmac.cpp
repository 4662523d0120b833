#include "platform/crypto/crypto.h"

#include <array>

#include <sodium.h>

namespace assetbuddy::platform::crypto {

std::string hmac_sha256(std::string_view key, std::string_view text)
{
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> tag{};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()), key.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    crypto_auth_hmacsha256_final(&state, tag.data());
    std::string hex(tag.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), tag.data(), tag.size());
    hex.pop_back();
    return hex;
}

} // namespace assetbuddy::platform::crypto
