#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assetbuddy::platform::crypto {

/// The kinds of keys that are taken, as COSE numbers them: ES256, EdDSA, RS256.
inline constexpr std::array passkey_algorithms{-7, -8, -257};

/// What a passkey's answer must fit (WebAuthn level 2, sections 7.1 and 7.2).
struct PasskeyTerms {
    std::string host;      // the relying party's id
    std::string origin;    // https://host[:port]
    std::string challenge; // base64url, as it was sent
    /// Whether the device must have checked that it is its owner (PIN, finger, face).
    enum class Owner { checked, present } owner = Owner::present;
};

/// A credential as it is kept; `public_key` base64url.
struct PasskeyKey {
    std::string credential_id; // base64url
    int algorithm = 0;         // one of passkey_algorithms
    std::string public_key;
    std::uint32_t counter = 0;
};

/// The raw bytes that a browser hands over.
struct PasskeyBytes {
    std::string client_data; // JSON
    std::string authenticator_data;
    std::string signature; // only when signing in
};

/// A new credential without attestation: type, challenge, origin, host and flags are checked, and the key is one we can
/// verify. Nothing when anything does not fit.
std::optional<PasskeyKey> read_new_passkey(const PasskeyTerms& terms, const PasskeyBytes& bytes);

/// The counter of a sound answer of this credential; nothing when anything does not fit. Whether the counter went on,
/// and whether the challenge is new, is the caller's to see.
std::optional<std::uint32_t> verify_passkey(const PasskeyTerms& terms, const PasskeyKey& key,
                                            const PasskeyBytes& bytes);

} // namespace assetbuddy::platform::crypto
