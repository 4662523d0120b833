#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace assetbuddy::platform::html {

/// R-WEB-6: a path of ours. Starts with one `/` (not `//` or `/\`), holds no backslash, blank or control character.
constexpr bool is_same_site_path(std::string_view text)
{
    if (text.empty() || text[0] != '/' || (text.size() > 1 && text[1] == '/')) return false;
    for (const char each : text) {
        if (each == '\\' || each == '\x7f' || static_cast<unsigned char>(each) <= 0x20) return false;
    }
    return true;
}

/// A path of ours written in the source; anything else does not compile.
class PathLiteral {
  public:
    template <std::size_t Size>
    consteval PathLiteral(const char (&path)[Size]) : text_(path, Size - 1)
    {
        if (!is_same_site_path(text_)) throw "a path of ours starts with exactly one slash";
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

  private:
    std::string_view text_;
};

/// What may stand in href, src, action or formaction: a path of ours, or http:, https:, mailto:. Never javascript: or
/// data:.
class Url {
  public:
    /// `Url{"/users/invite"}`
    explicit Url(PathLiteral path) : text_(path.text()) {}
    /// A path with segments that are not known when compiling, each percent-encoded: `Url::path("/users", {id,
    /// "edit"})`.
    static Url path(PathLiteral root, std::initializer_list<std::string_view> segments);
    /// Text from outside (`?next=`): only a path of ours.
    static std::optional<Url> same_site(std::string_view text);
    /// Text from configuration or data: a path of ours, or an absolute http, https or mailto address.
    static std::optional<Url> checked(std::string_view text);
    /// `mailto:` with the address percent-encoded.
    static Url mail_to(std::string_view address);

    /// The same address with one more query parameter, percent-encoded: `url.with("q", query).with("cursor", cursor)`.
    [[nodiscard]] Url with(std::string_view name, std::string_view value) const;
    [[nodiscard]] const std::string& text() const { return text_; }
    bool operator==(const Url&) const = default;

  private:
    struct Known {};
    Url(Known, std::string text) : text_(std::move(text)) {}
    std::string text_;
};

} // namespace assetbuddy::platform::html
