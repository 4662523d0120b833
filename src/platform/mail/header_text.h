#pragma once

#include <string>
#include <string_view>

namespace assetbuddy::platform::mail {

/// One header, `Name: text` and CRLF: ASCII as it stands, folded at blanks before column 78; anything else as encoded
/// words of at most 75 characters that begin and end between code points (RFC 2047 section 2). `text` is UTF-8 without
/// controls.
std::string text_header(std::string_view name, std::string_view text);

/// One header that holds one mailbox; the display name may be empty and may hold anything but controls.
std::string mailbox_header(std::string_view name, std::string_view display_name, std::string_view address);

} // namespace assetbuddy::platform::mail
