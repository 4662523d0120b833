#pragma once

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "platform/html/markup.h"
#include "platform/html/url.h"

namespace assetbuddy::platform::html {

/// The name of an attribute that may be there or not, written in the source: neither an address nor a script nor style.
class AttributeName {
  public:
    template <std::size_t Size>
    consteval AttributeName(const char (&name)[Size]) : text_(name, Size - 1)
    {
        for (const char each : text_) {
            if (!tokeniser::is_name(each)) throw "an attribute name is letters, digits and dashes";
        }
        if (text_.starts_with("on") || text_.starts_with("hx-on") || text_ == "style" || text_ == "srcdoc" ||
            text_ == "href" || text_ == "src" || text_ == "action" || text_ == "formaction")
            throw "this attribute cannot be conditional";
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

  private:
    std::string_view text_;
};

/// An attribute that is written only where it applies: `html.add(R"(<input type="radio"{}>)", flag("checked", on))`.
class Attribute {
  public:
    [[nodiscard]] const std::string& markup() const { return markup_; }

  private:
    friend Attribute flag(AttributeName name, bool on);
    friend Attribute attribute(AttributeName name, std::optional<std::string_view> value);
    std::string markup_; // begins with a blank, or empty
};
Attribute flag(AttributeName name, bool on);
/// Nothing when there is no value.
Attribute attribute(AttributeName name, std::optional<std::string_view> value);

/// Safe markup in the making. Text reaches it only through a hole of a literal template, escaped for its place:
///
///     html.add(R"(<td><a href="{}">{}</a></td>)", Url::path("/users", {id}), name);
///
/// In element content a hole takes text, integers, Url (shown) or Html; in a quoted attribute text or integers; a whole
/// href, src, action or formaction takes a Url; a later part of one (`href="/users/{}/edit"`) is percent-encoded.
/// Wrong places, types and counts do not compile, nor do inline scripts, styles and unquoted attributes.
/// One template holds whole tags: it begins and ends in element content.
class Html {
  public:
    Html() = default;
    /// Plain text, escaped.
    static Html text(std::string_view plain);
    template <class... Values>
    static Html of(Markup<Medium::page, std::type_identity_t<Values>...> markup, const Values&... values)
    {
        Html html;
        html.write(markup, values...);
        return html;
    }

    template <class... Values>
    Html& add(Markup<Medium::page, std::type_identity_t<Values>...> markup, const Values&... values)
    {
        write(markup, values...);
        return *this;
    }
    /// As `add`, for HTML mails: style attributes without holes are allowed there.
    template <class... Values>
    Html& add_mail(Markup<Medium::mail, std::type_identity_t<Values>...> markup, const Values&... values)
    {
        write(markup, values...);
        return *this;
    }
    Html& add(const Html& other)
    {
        buffer_ += other.buffer_;
        return *this;
    }
    void reserve(std::size_t bytes) { buffer_.reserve(bytes); }
    [[nodiscard]] bool empty() const { return buffer_.empty(); }
    [[nodiscard]] std::string_view view() const { return buffer_; }
    /// The finished markup, for a Response or a mail.
    [[nodiscard]] std::string take() && { return std::move(buffer_); }

  private:
    template <class M, class... Values>
    void write(const M& markup, const Values&... values)
    {
        std::size_t from = 0;
        [[maybe_unused]] std::size_t each = 0;
        const std::string_view text = markup.text();
        [[maybe_unused]] const auto one = [&](const auto& value) {
            const Hole& hole = markup.hole(each++);
            buffer_.append(text.substr(from, hole.position - from));
            from = hole.position + 2;
            put(hole.place, value);
        };
        (one(values), ...);
        buffer_.append(text.substr(from));
    }
    template <class T>
    void put(Place place, const T& value)
    {
        if constexpr (std::is_same_v<T, Html>)
            buffer_ += value.buffer_;
        else if constexpr (std::is_same_v<T, Attribute>)
            buffer_ += value.markup();
        else if constexpr (std::is_same_v<T, Url>)
            put_escaped(value.text());
        else if constexpr (std::is_integral_v<T>)
            put_number(value);
        else if (place == Place::address_part)
            put_percent_encoded(value);
        else
            put_escaped(value);
    }
    template <std::integral T>
    void put_number(T value)
    {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, value);
        buffer_.append(digits, end.ptr);
    }
    void put_escaped(std::string_view text);
    void put_percent_encoded(std::string_view text);
    std::string buffer_;
};

/// Escapes & < > " ' : enough for element content and double-quoted attributes.
std::string escaped(std::string_view text);

} // namespace assetbuddy::platform::html
