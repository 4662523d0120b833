#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "platform/crypto/passkey.h"

namespace assetbuddy::testing_support {

/// What a device is told to say; a test bends one of them at a time.
struct PasskeySaying {
    std::string type; // "webauthn.create", "webauthn.get"
    std::string challenge;
    std::string origin;
    std::string host;
    std::uint8_t flags = 0; // 0x01 present, 0x04 checked, 0x08 and 0x10 copies, 0x40 a credential follows
    std::uint32_t counter = 0;
    std::string further = {}; // more members of the client data, with a comma in front
};

/// A device that holds one passkey, as WebAuthn describes it, with a key of its own of one of the three kinds.
class PasskeyDevice {
  public:
    explicit PasskeyDevice(int algorithm, std::string credential_id = "a credential of a test");
    ~PasskeyDevice();
    PasskeyDevice(const PasskeyDevice&) = delete;
    PasskeyDevice& operator=(const PasskeyDevice&) = delete;

    [[nodiscard]] const std::string& credential_id() const { return credential_id_; } // raw bytes
    /// With the credential when the flags say so; `signature` over it all.
    [[nodiscard]] platform::crypto::PasskeyBytes say(const PasskeySaying& saying) const;

  private:
    struct Key;
    [[nodiscard]] std::string cose_key() const;
    [[nodiscard]] std::string sign(const std::string& message) const;

    int algorithm_;
    std::string credential_id_;
    std::unique_ptr<Key> key_;
};

} // namespace assetbuddy::testing_support
