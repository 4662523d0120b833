#include "base/id.h"

namespace assetbuddy::base {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

bool is_dash(std::size_t position)
{
    return position == 8 || position == 13 || position == 18 || position == 23;
}

} // namespace

bool is_uuid(std::string_view text)
{
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (is_dash(i) ? text[i] != '-' : digits.find(text[i]) == std::string_view::npos) return false;
    return true;
}

std::string make_uuid_v7(Time now, const std::array<std::uint8_t, 10>& random)
{
    std::array<std::uint8_t, 16> bytes{};
    const auto milliseconds =
        static_cast<std::uint64_t>(std::chrono::floor<std::chrono::milliseconds>(now).time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(milliseconds >> (8 * (5 - i)));
    for (std::size_t i = 0; i < random.size(); ++i) bytes[6 + i] = random[i];
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x70); // version 7
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80); // variant of RFC 9562
    std::string text;
    text.reserve(36);
    for (const auto byte : bytes) {
        if (is_dash(text.size())) text += '-';
        text += digits[byte >> 4];
        text += digits[byte & 0x0F];
    }
    return text;
}

} // namespace assetbuddy::base
