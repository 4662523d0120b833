#include "platform/mail/header_text.h"

#include <algorithm>
#include <cstring>

#include "platform/mail/gobject.h"

namespace assetbuddy::platform::mail {
namespace {

constexpr std::size_t longest_line = 78;
/// 39 bytes are 52 characters of base64 and a word of 64: with `Subject: ` before it within the 76 columns of RFC 2047.
constexpr std::size_t bytes_per_word = 39;
/// Longer ASCII names are encoded too, since a quoted string is not folded.
constexpr std::size_t longest_phrase = 60;

bool is_ascii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

/// Nothing in it that folding or unfolding could change, or that could be taken for an encoded word.
bool stands_as_it_is(std::string_view text)
{
    if (!is_ascii(text) || text.contains("=?") || text.contains("  ") || text.starts_with(' ') || text.ends_with(' '))
        return false;
    std::size_t word = 0;
    return std::ranges::none_of(text, [&](char c) { return (word = c == ' ' ? 0 : word + 1) > bytes_per_word; });
}

bool is_atom_character(char c)
{
    return g_ascii_isalnum(c) || c == ' ' || std::strchr("!#$%&'*+-/=?^_`{|}~", c) != nullptr;
}

/// The first part of `text` that fits into one word and ends with a whole code point.
std::string_view next_piece(std::string_view text)
{
    auto size = std::min(text.size(), bytes_per_word);
    while (size < text.size() && size > 1 && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80U) --size;
    return text.substr(0, size);
}

std::string encoded_words(std::string_view text)
{
    std::string words;
    while (!text.empty()) {
        const auto piece = next_piece(text);
        const OwnedText base64{g_base64_encode(reinterpret_cast<const guchar*>(piece.data()), piece.size())};
        if (!words.empty()) words += "\r\n ";
        words += "=?UTF-8?B?";
        words += base64.get();
        words += "?=";
        text.remove_prefix(piece.size());
    }
    return words;
}

std::string folded(std::string line, std::string_view text)
{
    std::size_t column = line.size();
    while (!text.empty()) {
        const auto word = text.substr(0, std::min(text.find(' '), text.size()));
        if (column + 1 + word.size() > longest_line) {
            line += "\r\n";
            column = 0;
        }
        line += ' ';
        line += word;
        column += 1 + word.size();
        text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    return line;
}

std::string phrase(std::string_view name)
{
    if (!stands_as_it_is(name) || name.size() > longest_phrase) return encoded_words(name);
    if (std::ranges::all_of(name, is_atom_character)) return std::string{name};
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

} // namespace

std::string text_header(std::string_view name, std::string_view text)
{
    auto line = std::string{name} + ':';
    if (stands_as_it_is(text)) return folded(std::move(line), text) + "\r\n";
    // A long name would push the first word over the line; a fold before it costs nothing.
    line += name.size() > std::strlen("Subject") ? "\r\n " : " ";
    return line + encoded_words(text) + "\r\n";
}

std::string mailbox_header(std::string_view name, std::string_view display_name, std::string_view address)
{
    auto line = std::string{name} + ": ";
    if (display_name.empty()) return line.append(address) + "\r\n";
    line += phrase(display_name);
    const auto last_line = line.size() - std::min(line.size(), line.rfind('\n') + 1);
    line += last_line + address.size() + 3 > longest_line ? "\r\n <" : " <";
    return line.append(address) + ">\r\n";
}

} // namespace assetbuddy::platform::mail
