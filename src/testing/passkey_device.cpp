#include "testing/passkey_device.h"

#include <stdexcept>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>

namespace assetbuddy::testing_support {
namespace {

constexpr int es256 = -7;
constexpr int eddsa = -8;

std::string digest(const std::string& text)
{
    std::string hash(SHA256_DIGEST_LENGTH, '\0');
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
           reinterpret_cast<unsigned char*>(hash.data()));
    return hash;
}

std::string big_endian(std::uint32_t number, int size)
{
    std::string bytes;
    for (int i = size - 1; i >= 0; --i) bytes += static_cast<char>(number >> (8 * i) & 0xFFU);
    return bytes;
}

/// A CBOR byte string of up to 65,535 bytes.
std::string cbor(const std::string& bytes)
{
    if (bytes.size() < 256) return "\x58" + big_endian(static_cast<std::uint32_t>(bytes.size()), 1) + bytes;
    return "\x59" + big_endian(static_cast<std::uint32_t>(bytes.size()), 2) + bytes;
}

void must(bool is_done)
{
    if (!is_done) throw std::runtime_error("OpenSSL made no key or signature for a test");
}

} // namespace

struct PasskeyDevice::Key {
    EVP_PKEY* key = nullptr;
    ~Key() { EVP_PKEY_free(key); }

    [[nodiscard]] std::string number(const char* name, int size) const
    {
        BIGNUM* value = nullptr;
        must(EVP_PKEY_get_bn_param(key, name, &value) == 1);
        std::string bytes(static_cast<std::size_t>(size), '\0');
        must(BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), size) == size);
        BN_free(value);
        return bytes;
    }
    [[nodiscard]] std::string raw() const
    {
        std::string bytes(32, '\0');
        std::size_t size = bytes.size();
        must(EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(bytes.data()), &size) == 1);
        return bytes;
    }
};

PasskeyDevice::PasskeyDevice(int algorithm, std::string credential_id)
    : algorithm_(algorithm), credential_id_(std::move(credential_id)), key_(std::make_unique<Key>())
{
    if (algorithm == es256) key_->key = EVP_EC_gen("P-256");
    if (algorithm == eddsa) key_->key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    if (key_->key == nullptr) key_->key = EVP_RSA_gen(2048U);
    must(key_->key != nullptr);
}

PasskeyDevice::~PasskeyDevice() = default;

/// RFC 9053: kind, algorithm, then what the kind has.
std::string PasskeyDevice::cose_key() const
{
    if (algorithm_ == es256)
        return "\xA5\x01\x02\x03\x26\x20\x01\x21" + cbor(key_->number(OSSL_PKEY_PARAM_EC_PUB_X, 32)) + "\x22" +
               cbor(key_->number(OSSL_PKEY_PARAM_EC_PUB_Y, 32));
    if (algorithm_ == eddsa) return "\xA4\x01\x01\x03\x27\x20\x06\x21" + cbor(key_->raw());
    return std::string{"\xA4\x01\x03\x03\x39\x01\x00\x20", 8} + cbor(key_->number(OSSL_PKEY_PARAM_RSA_N, 256)) +
           "\x21\x43" + key_->number(OSSL_PKEY_PARAM_RSA_E, 3);
}

std::string PasskeyDevice::sign(const std::string& message) const
{
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    const auto* hash = algorithm_ == eddsa ? nullptr : EVP_sha256();
    must(EVP_DigestSignInit(context, nullptr, hash, nullptr, key_->key) == 1);
    std::string signature(512, '\0');
    std::size_t size = signature.size();
    must(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                        reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1);
    EVP_MD_CTX_free(context);
    signature.resize(size);
    return signature;
}

platform::crypto::PasskeyBytes PasskeyDevice::say(const PasskeySaying& saying) const
{
    constexpr std::uint8_t holds_credential = 0x40;
    std::string data = digest(saying.host) + static_cast<char>(saying.flags) + big_endian(saying.counter, 4);
    if ((saying.flags & holds_credential) != 0)
        data += std::string(16, '\0') + big_endian(static_cast<std::uint32_t>(credential_id_.size()), 2) +
                credential_id_ + cose_key();
    const std::string client_data = R"({"type":")" + saying.type + R"(","challenge":")" + saying.challenge +
                                    R"(","origin":")" + saying.origin + R"(","crossOrigin":false)" + saying.further +
                                    "}";
    return {client_data, data, sign(data + digest(client_data))};
}

} // namespace assetbuddy::testing_support
