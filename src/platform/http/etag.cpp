#include "platform/http/etag.h"

#include <charconv>

namespace assetbuddy::platform::http {

std::string etag_of(std::int64_t version)
{
    return '"' + std::to_string(version) + '"';
}

std::optional<std::int64_t> expected_version(const Request& request)
{
    const auto header = request.header("if-match");
    if (!header || *header == "*") return std::nullopt;
    std::int64_t version = 0;
    if (header->size() < 3) return version;
    const auto* end = header->data() + header->size() - 1;
    const auto read = std::from_chars(header->data() + 1, end, version);
    const bool is_ours = read.ec == std::errc{} && read.ptr == end && etag_of(version) == *header;
    return is_ours ? version : 0;
}

} // namespace assetbuddy::platform::http
