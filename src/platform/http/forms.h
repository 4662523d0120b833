#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/http/message.h"

namespace assetbuddy::platform::http {

/// The fields of a form's body, url-encoded or multipart, each at most once; its files are read by multipart.h.
class Form {
  public:
    /// Errors: unsupported_media_type (415), malformed (400: bad escapes, not clean UTF-8, a field twice, over 100
    /// fields). CR LF in values becomes LF.
    static base::Result<Form> parse(const Request& request);
    /// The value as sent, or empty. Empty and missing are the same in a form.
    [[nodiscard]] const std::string& value(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> optional(std::string_view name) const; // nothing when empty
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& values() const { return values_; }

  private:
    std::map<std::string, std::string, std::less<>> values_;
};

/// Percent-decoding (once), `+` as blank where asked; nothing on a bad escape, %00, or when the result is not UTF-8.
enum class Plus { as_is, as_blank };
std::optional<std::string> percent_decoded(std::string_view text, Plus plus);
std::string percent_encoded(std::string_view text);

/// A Set-Cookie value. `__Host-` prefix and Secure when `secure`, always HttpOnly, SameSite=Lax, Path=/ (R-SESS-1).
struct Cookie {
    std::string name;
    std::string value;
    std::optional<long> max_age_seconds; // none: until the browser closes; 0: delete
    bool secure = false;
    [[nodiscard]] std::string to_header() const;
};

} // namespace assetbuddy::platform::http
