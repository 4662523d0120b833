#include "platform/html/html.h"

#include "platform/http/forms.h"

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

void append_escaped(std::string& out, std::string_view text)
{
    constexpr std::string_view special = "&<>\"'";
    std::size_t from = 0;
    for (auto at = text.find_first_of(special); at != std::string_view::npos; at = text.find_first_of(special, from)) {
        out.append(text.substr(from, at - from));
        out.append(entity(text[at]));
        from = at + 1;
    }
    out.append(text.substr(from));
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
    buffer_ += http::percent_encoded(text);
}

std::string escaped(std::string_view text)
{
    std::string out;
    append_escaped(out, text);
    return out;
}

} // namespace assetbuddy::platform::html
