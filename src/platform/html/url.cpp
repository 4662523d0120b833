#include "platform/html/url.h"

#include "platform/http/forms.h"

namespace assetbuddy::platform::html {
namespace {

bool is_visible_ascii_or_utf8(std::string_view text)
{
    for (const char each : text) {
        if (each == '\\' || each == '\x7f' || static_cast<unsigned char>(each) <= 0x20) return false;
    }
    return true;
}

} // namespace

Url Url::path(PathLiteral root, std::initializer_list<std::string_view> segments)
{
    std::string text{root.text()};
    for (const auto segment : segments) {
        if (!text.ends_with('/')) text += '/';
        text += http::percent_encoded(segment);
    }
    return Url{Known{}, std::move(text)};
}

std::optional<Url> Url::same_site(std::string_view text)
{
    if (!is_same_site_path(text)) return std::nullopt;
    return Url{Known{}, std::string{text}};
}

std::optional<Url> Url::checked(std::string_view text)
{
    const bool is_absolute = text.starts_with("https://") || text.starts_with("http://") ||
                             text.starts_with("mailto:") || text.starts_with("tel:");
    if (is_absolute && is_visible_ascii_or_utf8(text)) return Url{Known{}, std::string{text}};
    return same_site(text);
}

Url Url::mail_to(std::string_view address)
{
    const auto at = address.rfind('@');
    if (at == std::string_view::npos) return Url{Known{}, "mailto:" + http::percent_encoded(address)};
    return Url{Known{}, "mailto:" + http::percent_encoded(address.substr(0, at)) + "@" +
                            http::percent_encoded(address.substr(at + 1))};
}

Url Url::with(std::string_view name, std::string_view value) const
{
    const char joint = text_.find('?') == std::string::npos ? '?' : '&';
    return Url{Known{}, text_ + joint + http::percent_encoded(name) + "=" + http::percent_encoded(value)};
}

} // namespace assetbuddy::platform::html
