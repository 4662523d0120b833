#include "platform/crypto/passkey.h"

#include <array>
#include <memory>
#include <mutex>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <openssl/sha.h>

#include "platform/crypto/cbor_size.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::platform::crypto {
namespace {

constexpr std::size_t hash_size = 32;
constexpr std::size_t head_size = hash_size + 1 + 4; // hash of the host, flags, counter
constexpr unsigned owner_present = 0x01;
constexpr unsigned owner_checked = 0x04;
constexpr unsigned may_be_copied = 0x08;
constexpr unsigned was_copied = 0x10;
constexpr unsigned holds_credential = 0x40;
constexpr unsigned has_extensions = 0x80;
constexpr std::size_t model_size = 16;              // AAGUID, before a credential's id and key
constexpr std::size_t longest_credential_id = 1023; // WebAuthn level 3, section 7.1, step 25

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* thing) const
    {
        Free(&thing);
    }
};
using Credential = std::unique_ptr<fido_cred_t, Freed<fido_cred_free>>;
using Assertion = std::unique_ptr<fido_assert_t, Freed<fido_assert_free>>;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string digest(std::string_view text)
{
    std::string hash(hash_size, '\0');
    SHA256(bytes_of(text), text.size(), reinterpret_cast<unsigned char*>(hash.data()));
    return hash;
}

void start_library()
{
    static std::once_flag once;
    std::call_once(once, [] { fido_init(FIDO_DISABLE_U2F_FALLBACK); });
}

/// What the browser says it was asked: by whom, where, and what for.
bool client_data_fits(const PasskeyTerms& terms, std::string_view text, std::string_view type)
{
    boost::system::error_code wrong;
    const auto parsed = boost::json::parse(text, wrong);
    if (wrong || !parsed.is_object()) return false;
    const auto& object = parsed.get_object();
    const auto is = [&](std::string_view member, std::string_view wanted) {
        const auto* value = object.if_contains(member);
        return value != nullptr && value->is_string() && std::string_view{value->get_string()} == wanted;
    };
    const auto* elsewhere = object.if_contains("crossOrigin");
    const bool is_framed = elsewhere != nullptr && !(elsewhere->is_bool() && !elsewhere->get_bool());
    return is("type", type) && is("challenge", terms.challenge) && is("origin", terms.origin) && !is_framed &&
           !object.contains("topOrigin");
}

unsigned flags_of(std::string_view data)
{
    return static_cast<unsigned char>(data[hash_size]);
}

std::uint32_t counter_of(std::string_view data)
{
    std::uint32_t counter = 0;
    for (std::size_t i = hash_size + 1; i < head_size; ++i)
        counter = counter << 8U | static_cast<unsigned char>(data[i]);
    return counter;
}

/// Where the credential, if there is one, ends; nothing when it is cut.
std::optional<std::size_t> end_of_credential(std::string_view data)
{
    if ((flags_of(data) & holds_credential) == 0) return head_size;
    constexpr auto before_id = head_size + model_size + 2;
    if (data.size() < before_id) return std::nullopt;
    const auto id_size = static_cast<std::size_t>(static_cast<unsigned char>(data[before_id - 2])) << 8U |
                         static_cast<unsigned char>(data[before_id - 1]);
    if (data.size() < before_id + id_size) return std::nullopt;
    const auto key_size = cbor_size(data.substr(before_id + id_size));
    if (!key_size) return std::nullopt;
    return before_id + id_size + *key_size;
}

/// Whole to the last byte, so that the library never reads what is not there, nor makes room for it.
bool is_whole(std::string_view data)
{
    if (data.size() < head_size) return false;
    const auto end = end_of_credential(data);
    if (!end) return false;
    const auto rest = data.substr(*end);
    if ((flags_of(data) & has_extensions) == 0) return rest.empty();
    return cbor_size(rest) == rest.size();
}

bool data_fits(const PasskeyTerms& terms, std::string_view data)
{
    if (!is_whole(data) || data.substr(0, hash_size) != digest(terms.host)) return false;
    const unsigned needed = terms.owner == PasskeyTerms::Owner::checked ? owner_present | owner_checked : owner_present;
    const auto flags = flags_of(data);
    if ((flags & was_copied) != 0 && (flags & may_be_copied) == 0) return false; // no sound device says so
    return (flags & needed) == needed;
}

/// Reads the key and asks `use` with it; false for bytes that are none.
template <class Key, auto New, auto FromBytes, auto Free, class Use>
bool with_key(std::string_view bytes, const Use& use)
{
    const std::unique_ptr<Key, Freed<Free>> key{New()};
    return key && FromBytes(key.get(), bytes.data(), bytes.size()) == FIDO_OK && use(key.get());
}

template <class Use>
bool with_key_of(int algorithm, std::string_view bytes, const Use& use)
{
    switch (algorithm) {
    case COSE_ES256:
        return with_key<es256_pk_t, es256_pk_new, es256_pk_from_ptr, es256_pk_free>(bytes, use);
    case COSE_EDDSA:
        return with_key<eddsa_pk_t, eddsa_pk_new, eddsa_pk_from_ptr, eddsa_pk_free>(bytes, use);
    case COSE_RS256:
        return with_key<rs256_pk_t, rs256_pk_new, rs256_pk_from_ptr, rs256_pk_free>(bytes, use);
    default:
        return false;
    }
}

bool signature_fits(const fido_assert_t* assertion, int algorithm, std::string_view key)
{
    return with_key_of(algorithm, key,
                       [&](const void* each) { return fido_assert_verify(assertion, 0, algorithm, each) == FIDO_OK; });
}

/// One of the kinds of key we can verify; another kind of the same bytes is not read.
std::optional<PasskeyKey> read_key(std::string_view data, int algorithm)
{
    const Credential credential{fido_cred_new()};
    if (!credential || fido_cred_set_type(credential.get(), algorithm) != FIDO_OK ||
        fido_cred_set_authdata_raw(credential.get(), bytes_of(data), data.size()) != FIDO_OK)
        return std::nullopt;
    const auto text = [](const unsigned char* bytes, std::size_t size) {
        return bytes == nullptr ? std::string{} : std::string{reinterpret_cast<const char*>(bytes), size};
    };
    const auto id = text(fido_cred_id_ptr(credential.get()), fido_cred_id_len(credential.get()));
    const auto key = text(fido_cred_pubkey_ptr(credential.get()), fido_cred_pubkey_len(credential.get()));
    const bool is_key = with_key_of(algorithm, key, [](const void*) { return true; });
    if (id.empty() || id.size() > longest_credential_id || !is_key) return std::nullopt;
    return PasskeyKey{base64url(id), algorithm, base64url(key), counter_of(data)};
}

} // namespace

// Attestation "none" proves nothing, so `fido_cred_verify` is not asked; what matters is checked here.
std::optional<PasskeyKey> read_new_passkey(const PasskeyTerms& terms, const PasskeyBytes& bytes)
{
    start_library();
    const std::string_view data{bytes.authenticator_data};
    if (!client_data_fits(terms, bytes.client_data, "webauthn.create") || !data_fits(terms, data)) return std::nullopt;
    if ((flags_of(data) & holds_credential) == 0) return std::nullopt;
    for (const int algorithm : passkey_algorithms)
        if (auto key = read_key(data, algorithm)) return key;
    return std::nullopt;
}

std::optional<std::uint32_t> verify_passkey(const PasskeyTerms& terms, const PasskeyKey& key, const PasskeyBytes& bytes)
{
    start_library();
    const std::string_view data{bytes.authenticator_data};
    if (!client_data_fits(terms, bytes.client_data, "webauthn.get") || !data_fits(terms, data)) return std::nullopt;
    const auto public_key = from_base64url(key.public_key);
    const auto hash = digest(bytes.client_data);
    const Assertion assertion{fido_assert_new()};
    if (!public_key || !assertion) return std::nullopt;
    auto* raw = assertion.get();
    const bool is_read =
        fido_assert_set_rp(raw, terms.host.c_str()) == FIDO_OK &&
        fido_assert_set_clientdata_hash(raw, bytes_of(hash), hash.size()) == FIDO_OK &&
        fido_assert_set_count(raw, 1) == FIDO_OK &&
        fido_assert_set_authdata_raw(raw, 0, bytes_of(data), data.size()) == FIDO_OK &&
        fido_assert_set_sig(raw, 0, bytes_of(bytes.signature), bytes.signature.size()) == FIDO_OK &&
        fido_assert_set_up(raw, FIDO_OPT_TRUE) == FIDO_OK &&
        fido_assert_set_uv(raw, terms.owner == PasskeyTerms::Owner::checked ? FIDO_OPT_TRUE : FIDO_OPT_OMIT) == FIDO_OK;
    if (!is_read || !signature_fits(raw, key.algorithm, *public_key)) return std::nullopt;
    return counter_of(data);
}

} // namespace assetbuddy::platform::crypto
