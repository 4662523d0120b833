#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace assetbuddy::platform::mail {

/// A mail in parts (R-MAIL-5, 7, 8): both bodies UTF-8, header values free of CR, LF and NUL.
struct Message {
    std::string from; // `Name <address>` as configured
    std::string to;   // an address that passed base::EmailAddress
    std::string to_name;
    std::string subject;
    std::string text; // plain text, lines end in LF here
    std::string html;
    std::string message_id; // without angle brackets
    base::Time date;
    /// Further headers, such as List-Unsubscribe of digests.
    std::vector<std::pair<std::string, std::string>> headers = {};
};

/// RFC 5322 bytes with CRLF, multipart/alternative, lines of at most 998 octets, `Auto-Submitted: auto-generated`.
/// Throws std::invalid_argument when a header value holds a control character.
std::string to_bytes(const Message& message);

/// The bare address of `Name <address>`.
std::string address_of(std::string_view mailbox);

} // namespace assetbuddy::platform::mail
