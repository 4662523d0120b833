#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.h"

namespace assetbuddy::platform::http {

/// One part of a multipart/form-data body: a field, or a file somebody chose.
struct Part {
    std::string name;
    /// Nothing for a plain field; empty where no file was chosen.
    std::optional<std::string> file_name;
    std::string_view content; // within the body
};

/// Whether the body claims to be multipart/form-data.
bool is_multipart(const Request& request);

/// The parts of a multipart/form-data body as browsers send it (RFC 7578), in order; the request must outlive them.
/// Nothing when it is no such body, has more than `most` parts, or is not exactly as the standard wants: no text before
/// the first boundary, no encodings, one name each.
std::optional<std::vector<Part>> read_multipart(const Request& request, std::size_t most);

/// The content of the file chosen for the field `name`, as it came; nothing when there is none or the body cannot be
/// read.
std::optional<std::string> uploaded_file(const Request& request, std::string_view name);

} // namespace assetbuddy::platform::http
