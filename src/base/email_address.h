#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assetbuddy::base {

/// A mailbox that the rules of R-VAL-2 accept. `typed` is what the person wrote (trimmed), for display;
/// `key` is what every comparison, index and delivery uses: ASCII lower case, domain in its IDNA A-label form.
/// Limits: local part 1-64 bytes of [A-Za-z0-9.!#$%&'*+/=?^_`{}|~-], domain <= 253, whole <= 254.
/// Plus tags and dots are kept (R-VAL-4).
class EmailAddress {
  public:
    /// Nothing when the text is not such a mailbox.
    static std::optional<EmailAddress> parse(std::string_view text);

    [[nodiscard]] const std::string& typed() const { return typed_; }
    [[nodiscard]] const std::string& key() const { return key_; }
    [[nodiscard]] std::string_view local_part() const { return std::string_view{key_}.substr(0, key_.find('@')); }
    bool operator==(const EmailAddress& other) const { return key_ == other.key_; }

  private:
    EmailAddress(std::string typed, std::string key) : typed_(std::move(typed)), key_(std::move(key)) {}
    std::string typed_;
    std::string key_;
};

/// `an****@example.org`: for logs (R-LOG-3).
std::string masked(std::string_view email);

} // namespace assetbuddy::base
