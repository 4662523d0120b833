#include "platform/crypto/totp.h"

#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <liboath/oath.h>

namespace assetbuddy::platform::crypto {
namespace {

constexpr std::size_t secret_size = 20;
constexpr unsigned digits = 6;
constexpr std::int64_t step_seconds = 30;

std::string base32(std::string_view bytes)
{
    char* text = nullptr;
    std::size_t size = 0;
    if (oath_base32_encode(bytes.data(), bytes.size(), &text, &size) != OATH_OK)
        throw std::runtime_error("liboath cannot write base 32");
    const std::unique_ptr<char, decltype(&std::free)> owner{text, &std::free};
    return {text, size};
}

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string encoded;
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '.' || byte == '_' || byte == '@';
        if (plain)
            encoded += each;
        else
            encoded.append({'%', hex[byte >> 4U], hex[byte & 15U]});
    }
    return encoded;
}

} // namespace

std::string make_totp_secret(Random& random)
{
    std::string secret(secret_size, '\0');
    random.fill(reinterpret_cast<std::uint8_t*>(secret.data()), secret.size());
    return secret;
}

std::string shown_totp_secret(std::string_view secret)
{
    const auto text = base32(secret);
    std::string shown;
    for (std::size_t i = 0; i < text.size(); i += 4) shown += (i == 0 ? "" : " ") + text.substr(i, 4);
    return shown;
}

std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account)
{
    const auto named = percent_encoded(issuer);
    return "otpauth://totp/" + named + ":" + percent_encoded(account) + "?secret=" + base32(secret) +
           "&issuer=" + named;
}

std::string totp_code(std::string_view secret, std::int64_t step)
{
    std::array<char, digits + 1> code{};
    if (oath_hotp_generate(secret.data(), secret.size(), static_cast<std::uint64_t>(step), digits, false,
                           OATH_HOTP_DYNAMIC_TRUNCATION, code.data()) != OATH_OK)
        throw std::runtime_error("liboath cannot make a code");
    return {code.data(), digits};
}

std::int64_t totp_step(base::Time now)
{
    return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() / step_seconds;
}

std::optional<std::int64_t> find_totp_step(std::string_view secret, std::string_view code, base::Time now)
{
    const auto present = totp_step(now);
    std::optional<std::int64_t> found;
    for (const auto step : {present - 1, present, present + 1}) // all three, whichever fits: the time tells nothing
        if (equal(totp_code(secret, step), code)) found = step;
    return found;
}

} // namespace assetbuddy::platform::crypto
