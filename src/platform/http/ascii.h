#pragma once

#include <algorithm>
#include <string>
#include <string_view>

// The few character classes that RFC 9110 and 3986 speak in. Never the C library's: those depend on the locale.

namespace assetbuddy::platform::http {

constexpr char lowered(char character)
{
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

inline std::string lowered(std::string_view text)
{
    std::string lower{text};
    for (auto& each : lower) each = lowered(each);
    return lower;
}

constexpr bool is_same_name(std::string_view one, std::string_view other)
{
    return std::ranges::equal(
        one, other, {}, [](char each) { return lowered(each); }, [](char each) { return lowered(each); });
}

constexpr bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

constexpr bool is_alphanumeric(char character)
{
    return is_digit(character) || (lowered(character) >= 'a' && lowered(character) <= 'z');
}

/// A token of RFC 9110 5.6.2: what methods and field names are made of.
constexpr bool is_token(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char each) {
        return is_alphanumeric(each) || std::string_view{"!#$%&'*+-.^_`|~"}.find(each) != std::string_view::npos;
    });
}

/// Anything below a blank but the tab, and DEL.
constexpr bool has_control(std::string_view text)
{
    return std::ranges::any_of(text, [](char each) {
        const auto byte = static_cast<unsigned char>(each);
        return (byte < 0x20 && byte != '\t') || byte == 0x7F;
    });
}

/// Without blanks and tabs at both ends.
constexpr std::string_view without_blanks(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes the next piece of `rest` up to `separator`, which is swallowed.
constexpr std::string_view take_piece(std::string_view& rest, char separator)
{
    const auto end = std::min(rest.find(separator), rest.size());
    const auto piece = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return piece;
}

} // namespace assetbuddy::platform::http
