#include "access/cursor.h"

#include <charconv>
#include <utility>

#include "base/id.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::access {

namespace crypto = platform::crypto;

namespace {

/// What stands before and after the first colon.
std::optional<std::pair<std::string, std::string>> halves_of(std::string_view cursor)
{
    const auto plain = crypto::from_base64url(cursor);
    if (!plain) return std::nullopt;
    const auto colon = plain->find(':');
    if (colon == std::string::npos) return std::nullopt;
    return std::pair{plain->substr(0, colon), plain->substr(colon + 1)};
}

} // namespace

std::string written_cursor(std::int64_t number, std::string_view rest)
{
    return crypto::base64url(std::to_string(number) + ":" + std::string{rest});
}

std::optional<CursorParts> read_cursor(std::string_view cursor)
{
    const auto halves = halves_of(cursor);
    if (!halves) return std::nullopt;
    CursorParts parts{.rest = halves->second};
    const auto* const end = halves->first.data() + halves->first.size();
    const auto [stopped, wrong] = std::from_chars(halves->first.data(), end, parts.number);
    if (wrong != std::errc{} || stopped != end) return std::nullopt;
    return parts;
}

std::string written_cursor(const KeyPosition& position)
{
    return crypto::base64url(position.key + ":" + position.id);
}

std::optional<KeyPosition> read_key_cursor(std::string_view cursor)
{
    const auto halves = halves_of(cursor);
    if (!halves || !base::is_uuid(halves->second)) return std::nullopt;
    return KeyPosition{halves->first, halves->second};
}

} // namespace assetbuddy::access
