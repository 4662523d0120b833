#pragma once

#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace assetbuddy::platform::http {

/// What of a file a GET asks for (RFC 9110 13, 14): the answer gets status, ETag, Accept-Ranges and Content-Range, and
/// `part` is what it carries. One range of bytes is honoured; several, or another unit, are answered with the whole.
/// If-None-Match leads to 304, If-Range that does not fit to the whole, a range beyond the end to 416 without a part.
struct Selected {
    int status = 200; // 200, 206, 304, 416
    std::size_t begin = 0;
    std::size_t size = 0;
    std::string content_range = {};
};
Selected select_range(const Request& request, std::string_view etag, std::size_t size);

/// `attachment; filename="plain.pdf"; filename*=UTF-8''…` (RFC 6266): safe in a header whatever the name holds.
std::string attachment(std::string_view file_name);

} // namespace assetbuddy::platform::http
