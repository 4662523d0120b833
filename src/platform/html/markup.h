#pragma once

// The compile-time half of the writer: walks a template the way a browser's tokeniser would and says what is wrong with
// it.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "platform/html/url.h"

namespace assetbuddy::platform::html {

class Html;
class Attribute;

/// What kind of value a hole is given.
enum class Value : std::uint8_t { text, number, html, url, attribute, unknown };

/// How the value is written: as it is, escaped, percent-encoded into an address, or as an attribute of its own.
enum class Place : std::uint8_t { element, quoted, address, address_part, tag };

/// Pages carry no style attribute (strict CSP); HTML mails may, since mail programs know no style sheets.
enum class Medium : std::uint8_t { page, mail };

struct Hole {
    std::size_t position = 0; // of the `{` in the template
    Place place = Place::element;
};

template <class T>
constexpr Value value_of()
{
    using Plain = std::remove_cvref_t<T>;
    if constexpr (std::same_as<Plain, Html>)
        return Value::html;
    else if constexpr (std::same_as<Plain, Url>)
        return Value::url;
    else if constexpr (std::same_as<Plain, Attribute>)
        return Value::attribute;
    else if constexpr (std::same_as<Plain, bool> || std::same_as<Plain, char>)
        return Value::unknown;
    else if constexpr (std::integral<Plain>)
        return Value::number;
    else if constexpr (std::convertible_to<const Plain&, std::string_view>)
        return Value::text;
    else
        return Value::unknown;
}

/// A mistake in a template either stops the compiler, which then prints the reason, or is noted (for tests).
enum class OnMistake : std::uint8_t { stop, note };

namespace tokeniser {

template <OnMistake on_mistake>
constexpr const char* mistake(const char* why)
{
    if (on_mistake == OnMistake::stop) throw why;
    return why;
}

constexpr bool is_blank(char each)
{
    return each == ' ' || each == '\n' || each == '\t';
}
constexpr bool is_name(char each)
{
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9') ||
           each == '-' || each == ':' || each == '_';
}

/// Finds every hole and its place. `problem` is null when the template is sound; it names the first mistake otherwise.
template <std::size_t Capacity, OnMistake on_mistake>
struct Walk {
    std::string_view text;
    Medium medium;
    std::array<Hole, Capacity> holes = {};
    std::size_t count = 0;
    const char* problem = nullptr;

    constexpr Walk(std::string_view markup, Medium kind) : text(markup), medium(kind)
    {
        std::size_t at = 0;
        while (at < text.size() && problem == nullptr) at = text[at] == '<' ? tag(at) : content(at);
    }

  private:
    constexpr std::size_t fail(const char* why)
    {
        if (problem == nullptr) problem = mistake<on_mistake>(why);
        return text.size();
    }
    constexpr char peek(std::size_t at) const { return at < text.size() ? text[at] : '\0'; }
    constexpr std::size_t skip_blanks(std::size_t at) const
    {
        while (is_blank(peek(at))) ++at;
        return at;
    }
    constexpr std::size_t name_end(std::size_t at) const
    {
        while (is_name(peek(at))) ++at;
        return at;
    }

    constexpr std::size_t hole(std::size_t at, Place place)
    {
        if (peek(at + 1) != '}') return fail("a brace stands only for a hole: {}");
        if (count == Capacity) return fail("more holes than values");
        holes[count++] = Hole{at, place};
        return at + 2;
    }
    constexpr std::size_t content(std::size_t at)
    {
        if (text[at] == '{') return hole(at, Place::element);
        if (text[at] == '}') return fail("a brace stands only for a hole: {}");
        return at + 1;
    }
    constexpr std::size_t tag(std::size_t at)
    {
        if (peek(at + 1) == '!') return declaration(at + 2);
        const bool closing = peek(at + 1) == '/';
        const std::size_t start = closing ? at + 2 : at + 1;
        std::size_t next = name_end(start);
        if (next == start) return fail("a tag begins with its name, written out");
        const std::string_view name = text.substr(start, next - start);
        if (name == "style") return fail("no style elements: the content security policy forbids them");
        const std::size_t before = next;
        next = attributes(before);
        if (problem == nullptr && !closing && name == "script") return script(before, next);
        return next;
    }
    constexpr std::size_t declaration(std::size_t at)
    {
        while (at < text.size() && text[at] != '>') {
            if (text[at] == '{') return fail("no holes in comments");
            ++at;
        }
        return at < text.size() ? at + 1 : fail("a comment is not closed");
    }
    constexpr std::size_t script(std::size_t from, std::size_t to)
    {
        if (text.substr(from, to - from).find(" src=\"") == std::string_view::npos) return fail("no inline scripts");
        if (!text.substr(to).starts_with("</script>")) return fail("no inline scripts");
        return to;
    }
    constexpr std::size_t attributes(std::size_t at)
    {
        while (problem == nullptr) {
            const std::size_t start = skip_blanks(at);
            const char each = peek(start);
            if (each == '>') return start + 1;
            if (each == '/' && peek(start + 1) == '>') return start + 2;
            if (each == '\0') return fail("a tag is not closed within its template");
            if (each == '{')
                at = hole(start, Place::tag);
            else if (start == at && text[at - 1] != '}')
                return fail("a blank belongs before each attribute");
            else
                at = attribute(start);
        }
        return text.size();
    }
    constexpr std::size_t attribute(std::size_t at)
    {
        const std::size_t end = name_end(at);
        if (end == at) return fail("an attribute begins with its name, written out");
        const std::string_view name = text.substr(at, end - at);
        if (name.starts_with("on") || name.starts_with("hx-on") || name == "srcdoc") return fail("no inline scripts");
        if (name == "style" && medium == Medium::page) return fail("no style attributes: use a class");
        if (peek(end) != '=') return end;
        if (peek(end + 1) != '"') return fail("attribute values stand in double quotes");
        return value(name, end + 2);
    }
    static constexpr bool is_address(std::string_view name)
    {
        return name == "href" || name == "src" || name == "action" || name == "formaction" || name == "hx-get" ||
               name == "hx-post" || name == "poster" || name == "cite";
    }
    constexpr std::size_t value(std::string_view name, std::size_t start)
    {
        std::size_t at = start;
        while (peek(at) != '"') {
            if (at >= text.size()) return fail("a quote is not closed within its template");
            if (text[at] == '{')
                at = hole(at, place_in(name, start, at));
            else if (text[at] == '}')
                return fail("a brace stands only for a hole: {}");
            else
                ++at;
        }
        const std::string_view whole = text.substr(start, at - start);
        if (is_address(name) && !whole.starts_with('{') && !is_sound_address(whole)) return fail("not a safe address");
        if (name == "style" && whole.find('{') != std::string_view::npos) return fail("no holes in style");
        return at + 1;
    }
    constexpr Place place_in(std::string_view name, std::size_t start, std::size_t at)
    {
        if (!is_address(name)) return Place::quoted;
        if (at != start) return Place::address_part;
        if (peek(at + 2) != '"') fail("an address that begins with a hole is that hole and nothing else");
        return Place::address;
    }
    static constexpr bool is_sound_address(std::string_view whole)
    {
        return is_same_site_path(whole) || whole.starts_with('#') || whole.starts_with("https://") ||
               whole.starts_with("mailto:") || whole.starts_with("data:image/");
    }
};

template <OnMistake on_mistake>
constexpr const char* misfit(Place place, Value value)
{
    if (value == Value::unknown) return mistake<on_mistake>("holes take text, integers, Html, Url and Attribute");
    const bool is_words = value == Value::text || value == Value::number;
    if (place == Place::element && value == Value::attribute)
        return mistake<on_mistake>("an Attribute stands in a tag");
    if (place == Place::quoted && !is_words) return mistake<on_mistake>("a quoted attribute takes text or a number");
    if (place == Place::address && value != Value::url) return mistake<on_mistake>("href, src and action take a Url");
    if (place == Place::address_part && !is_words)
        return mistake<on_mistake>("part of an address takes text or a number");
    if (place == Place::tag && value != Value::attribute)
        return mistake<on_mistake>("a hole in a tag takes an Attribute");
    return nullptr;
}

} // namespace tokeniser

/// A template, checked while compiling against the types of its values. Never written by name: see `Html::add`.
template <Medium medium, class... Values>
class Markup {
  public:
    template <std::size_t Size>
    consteval Markup(const char (&literal)[Size]) : text_(literal, Size - 1)
    {
        const tokeniser::Walk<sizeof...(Values) + 1, OnMistake::stop> walk{text_, medium};
        if (walk.count != sizeof...(Values)) tokeniser::mistake<OnMistake::stop>("as many holes as values");
        const std::array<Value, sizeof...(Values) + 1> values{value_of<Values>()..., Value::unknown};
        for (std::size_t each = 0; each < walk.count; ++each) {
            tokeniser::misfit<OnMistake::stop>(walk.holes[each].place, values[each]);
            holes_[each] = walk.holes[each];
        }
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }
    [[nodiscard]] constexpr const Hole& hole(std::size_t each) const { return holes_[each]; }

  private:
    std::string_view text_;
    std::array<Hole, sizeof...(Values) + 1> holes_ = {};
};

} // namespace assetbuddy::platform::html
