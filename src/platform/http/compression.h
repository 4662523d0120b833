#pragma once

#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace assetbuddy::platform::http {

enum class Coding { identity, gzip, brotli };

/// The coding an Accept-Encoding allows and we like best: brotli, gzip, none (RFC 9110 12.5.3; a weight of 0 forbids).
Coding preferred_coding(std::string_view accept_encoding);

/// Compressed at a level chosen for speed: brotli 4, gzip 5.
std::string compressed(Coding coding, std::string_view text);

/// Compresses what is worth it: text of ours over 1 KiB that nobody encoded before and that has no ETag (an ETag names
/// exact bytes). Sets Vary on every answer whose coding depends on the request.
void compress(Response& response, const Request& request);

} // namespace assetbuddy::platform::http
