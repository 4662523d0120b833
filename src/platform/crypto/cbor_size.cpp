#include "platform/crypto/cbor_size.h"

#include <cstdint>

namespace assetbuddy::platform::crypto {
namespace {

constexpr int deepest = 4; // CTAP2, section 8

enum class Major { unsigned_number, negative_number, bytes, text, list, map, tag, simple };

struct Head {
    Major major;
    std::uint64_t argument; // a value, a length, or a count
    std::size_t size;
};

std::optional<Head> read_head(std::string_view bytes)
{
    if (bytes.empty()) return std::nullopt;
    const auto first = static_cast<unsigned char>(bytes[0]);
    const auto major = static_cast<Major>(first >> 5U);
    const unsigned info = first & 31U;
    if (info < 24) return Head{major, info, 1};
    if (info > 27) return std::nullopt; // 31: of a length that is told later
    const std::size_t more = std::size_t{1} << (info - 24U);
    if (bytes.size() < 1 + more) return std::nullopt;
    std::uint64_t argument = 0;
    for (const char each : bytes.substr(1, more)) argument = argument << 8U | static_cast<unsigned char>(each);
    return Head{major, argument, 1 + more};
}

std::optional<std::size_t> size_of(std::string_view bytes, int depth);

std::optional<std::size_t> size_of_all(std::string_view bytes, std::uint64_t count, int depth)
{
    std::size_t size = 0;
    for (; count > 0; --count) {
        const auto one = size_of(bytes.substr(size), depth);
        if (!one) return std::nullopt; // at the latest when the bytes are used up
        size += *one;
    }
    return size;
}

std::optional<std::size_t> size_of(std::string_view bytes, int depth)
{
    const auto head = read_head(bytes);
    if (!head) return std::nullopt;
    const auto rest = bytes.substr(head->size);
    switch (head->major) {
    case Major::unsigned_number:
    case Major::negative_number:
    case Major::simple:
        return head->size;
    case Major::bytes:
    case Major::text:
        if (head->argument > rest.size()) return std::nullopt;
        return head->size + static_cast<std::size_t>(head->argument);
    case Major::list:
    case Major::map: {
        if (depth == deepest || head->argument > rest.size()) return std::nullopt;
        const auto count = head->major == Major::map ? 2 * head->argument : head->argument;
        const auto inside = size_of_all(rest, count, depth + 1);
        if (!inside) return std::nullopt;
        return head->size + *inside;
    }
    case Major::tag:
        break;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::size_t> cbor_size(std::string_view bytes)
{
    return size_of(bytes, 0);
}

} // namespace assetbuddy::platform::crypto
