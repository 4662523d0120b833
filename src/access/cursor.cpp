#include "access/cursor.h"

#include <charconv>

#include "platform/crypto/crypto.h"

namespace assetbuddy::access {

namespace crypto = platform::crypto;

std::string written_cursor(std::int64_t number, std::string_view rest)
{
    return crypto::base64url(std::to_string(number) + ":" + std::string{rest});
}

std::optional<CursorParts> read_cursor(std::string_view cursor)
{
    const auto plain = crypto::from_base64url(cursor);
    if (!plain) return std::nullopt;
    const auto colon = plain->find(':');
    if (colon == std::string::npos) return std::nullopt;
    CursorParts parts{.rest = plain->substr(colon + 1)};
    const auto* const end = plain->data() + colon;
    const auto [stopped, wrong] = std::from_chars(plain->data(), end, parts.number);
    if (wrong != std::errc{} || stopped != end) return std::nullopt;
    return parts;
}

} // namespace assetbuddy::access
