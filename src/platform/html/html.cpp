#include "platform/html/html.h"

#include <array>

namespace assetbuddy::platform::html {
namespace {

constexpr std::string_view entity(char each)
{
    switch (each) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return {};
    }
}

constexpr auto is_special = [] {
    std::array<bool, 256> table{};
    for (const char each : std::string_view{"&<>\"'"}) table[static_cast<unsigned char>(each)] = true;
    return table;
}();

void append_escaped(std::string& out, std::string_view text)
{
    std::size_t from = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_special[static_cast<unsigned char>(text[at])]) continue;
        out.append(text.substr(from, at - from)).append(entity(text[at]));
        from = at + 1;
    }
    out.append(text.substr(from));
}

constexpr bool is_unreserved(char each) // RFC 3986 2.3
{
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9') ||
           each == '-' || each == '.' || each == '_' || each == '~';
}

} // namespace

Attribute flag(AttributeName name, bool on)
{
    Attribute attribute;
    if (on) attribute.markup_.append(" ").append(name.text());
    return attribute;
}

Attribute attribute(AttributeName name, std::optional<std::string_view> value)
{
    Attribute attribute;
    if (!value) return attribute;
    attribute.markup_.append(" ").append(name.text()).append("=\"");
    append_escaped(attribute.markup_, *value);
    attribute.markup_ += '"';
    return attribute;
}

Html Html::text(std::string_view plain)
{
    Html html;
    html.put_escaped(plain);
    return html;
}

void Html::put_escaped(std::string_view text)
{
    append_escaped(buffer_, text);
}

void Html::put_percent_encoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        if (is_unreserved(each))
            buffer_ += each;
        else
            buffer_.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
}

std::string escaped(std::string_view text)
{
    std::string out;
    append_escaped(out, text);
    return out;
}

} // namespace assetbuddy::platform::html
