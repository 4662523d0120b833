#include "platform/crypto/crypto.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include <sodium.h>

namespace assetbuddy::platform::crypto {
namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::size_t token_characters = 43;
constexpr std::size_t code_symbols = 8;
constexpr std::string_view code_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

class SystemRandom final : public Random {
  public:
    void fill(std::uint8_t* bytes, std::size_t size) override { randombytes_buf(bytes, size); }
};

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// The symbol that was meant, or '\0'.
char meant_symbol(char typed)
{
    if (typed >= 'a' && typed <= 'z') typed = static_cast<char>(typed - 'a' + 'A');
    if (typed == 'O') return '0';
    if (typed == 'I' || typed == 'L') return '1';
    return code_alphabet.contains(typed) ? typed : '\0';
}

/// Length of the blank or dash that `text` begins with, 0 when it begins with neither. Phones and word processors write
/// no-break blanks (U+00A0, U+202F), thin blanks and dashes (U+2000..U+2015) and the minus sign (U+2212).
std::size_t leading_separator(std::string_view text)
{
    const auto first = text.front();
    if (first == ' ' || first == '-' || first == '_' || first == '\t' || first == '\r' || first == '\n') return 1;
    if (text.starts_with("\u00a0")) return 2;
    if (text.starts_with("\u202f") || text.starts_with("\u2212") || text.starts_with("\u3000")) return 3;
    const bool general_punctuation = text.size() >= 3 && text.starts_with("\xe2\x80");
    return general_punctuation && static_cast<unsigned char>(text[2]) <= 0x95 ? 3 : 0;
}

constexpr std::string_view api_token_prefix = "ab_";
constexpr std::size_t api_token_checksum_size = 8;

std::string api_token_checksum(std::string_view secret)
{
    return sha256(std::string{api_token_prefix} + std::string{secret}).substr(0, api_token_checksum_size);
}

} // namespace

void start()
{
    // A negative answer means that there is no randomness; nothing this program does is safe then.
    if (sodium_init() < 0) std::abort();
}

Random& system_random()
{
    static SystemRandom random;
    return random;
}

std::string make_token(Random& random)
{
    std::string bytes(token_bytes, '\0');
    random.fill(reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size());
    auto token = base64url(bytes);
    wipe(bytes);
    return token;
}

bool is_token(std::string_view text)
{
    return text.size() == token_characters && std::ranges::all_of(text, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_';
           });
}

std::string make_api_token(Random& random)
{
    const auto secret = make_token(random);
    return std::string{api_token_prefix} + secret + api_token_checksum(secret);
}

bool is_api_token(std::string_view text)
{
    if (!text.starts_with(api_token_prefix)) return false;
    text.remove_prefix(api_token_prefix.size());
    if (text.size() <= api_token_checksum_size) return false;
    const auto secret = text.substr(0, text.size() - api_token_checksum_size);
    return is_token(secret) && text.substr(secret.size()) == api_token_checksum(secret);
}

std::string make_code(Random& random)
{
    // 32 symbols, so five bits of each byte are unbiased.
    std::array<std::uint8_t, code_symbols> bytes{};
    random.fill(bytes.data(), bytes.size());
    std::string code;
    for (const auto byte : bytes) code += code_alphabet[byte & 31U];
    return code;
}

std::string shown_code(std::string_view code)
{
    if (code.size() != code_symbols) throw std::invalid_argument("an invite code has eight symbols");
    return std::string{code.substr(0, 4)} + '-' + std::string{code.substr(4)};
}

std::optional<std::string> read_code(std::string_view typed)
{
    std::string code;
    while (!typed.empty()) {
        if (const auto skipped = leading_separator(typed)) {
            typed.remove_prefix(skipped);
            continue;
        }
        const auto symbol = meant_symbol(typed.front());
        if (symbol == '\0' || code.size() == code_symbols) return std::nullopt;
        code += symbol;
        typed.remove_prefix(1);
    }
    if (code.size() != code_symbols) return std::nullopt;
    return code;
}

std::string sha256(std::string_view text)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), bytes_of(text), text.size());
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

std::string base64url(std::string_view bytes)
{
    constexpr auto variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
    text.pop_back();
    return text;
}

std::optional<std::string> from_base64url(std::string_view text)
{
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const auto failed =
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &size, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0;
    if (failed || end != text.data() + text.size()) return std::nullopt;
    bytes.resize(size);
    return bytes;
}

bool equal(std::string_view one, std::string_view other)
{
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

void wipe(std::string& secret)
{
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

} // namespace assetbuddy::platform::crypto
