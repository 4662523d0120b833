#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace assetbuddy::platform::crypto {

/// A sorted file of the SHA-1 of passwords that leaked somewhere (R-AUTH-4): one a line in hex, whole or the first
/// digits of each (all lines alike, five at least), with `:COUNT` behind it or not, as the public lists have it. Found
/// by halving in the file itself, which may be larger than memory. Thread-safe.
class BreachedPasswords {
  public:
    /// Throws std::runtime_error with one line that says what is wrong: missing, unreadable, not such a file.
    explicit BreachedPasswords(const std::filesystem::path& file);
    ~BreachedPasswords();
    BreachedPasswords(const BreachedPasswords&) = delete;
    BreachedPasswords& operator=(const BreachedPasswords&) = delete;

    /// Whether the bytes are in the list. Throws std::runtime_error when the file cannot be read any more.
    [[nodiscard]] bool contains(std::string_view password) const;

  private:
    struct Line {
        std::string digits; // upper case
        std::int64_t begin = 0;
        std::int64_t next = 0; // where the line after it begins
    };
    [[nodiscard]] std::string read(std::int64_t at, std::size_t most) const;
    /// The line that holds the byte at `at`.
    [[nodiscard]] Line line_at(std::int64_t at) const;

    std::string name_;
    int descriptor_ = -1;
    std::int64_t size_ = 0;
};

} // namespace assetbuddy::platform::crypto
