#include <charconv>
#include <cmath>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include "base/text.h"
#include "platform/log/log.h"

namespace assetbuddy::platform::log {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD
/// A field's text beyond this is cut: no line may grow without end.
constexpr std::size_t longest_text = 2048;

std::string_view name_of(Level level)
{
    switch (level) {
    case Level::info:
        return "info";
    case Level::warning:
        return "warning";
    case Level::error:
        return "error";
    }
    return "unknown";
}

std::size_t length_of_sequence(std::string_view text)
{
    for (std::size_t length = 1; length <= std::min<std::size_t>(4, text.size()); ++length)
        if (base::is_utf8(text.substr(0, length))) return length;
    return 0;
}

/// Well-formed UTF-8 of bounded length, whatever came in.
std::string readable(std::string_view text)
{
    const bool is_cut = text.size() > longest_text;
    if (is_cut) text = text.substr(0, longest_text);
    std::string clean;
    clean.reserve(text.size());
    if (base::is_utf8(text)) {
        clean = text;
    } else {
        while (!text.empty()) {
            const auto length = length_of_sequence(text);
            clean += length == 0 ? replacement : text.substr(0, length);
            text.remove_prefix(std::max<std::size_t>(length, 1));
        }
    }
    return is_cut ? clean + "..." : clean;
}

/// JSON's own escapes leave DEL, the C1 controls and the separators U+2028 and U+2029 as they are; some readers end a
/// line there.
void append_escaping_line_ends(std::string& line, std::string_view json)
{
    for (std::size_t i = 0; i < json.size(); ++i) {
        const auto rest = json.substr(i);
        if (rest.starts_with('\x7F')) {
            line += "\\u007f";
        } else if (rest.size() > 1 && rest[0] == '\xC2' && static_cast<unsigned char>(rest[1]) < 0xA0) {
            static constexpr std::string_view digits = "0123456789abcdef";
            const auto byte = static_cast<unsigned char>(rest[1]);
            line.append("\\u00").append({digits[byte >> 4U], digits[byte & 15U]});
            i += 1;
        } else if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) {
            line += rest[2] == '\xA8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else {
            line += json[i];
        }
    }
}

void append_quoted(std::string& line, std::string_view text)
{
    append_escaping_line_ends(line, boost::json::serialize(boost::json::string{readable(text)}));
}

template <class Number>
void append_number(std::string& line, Number number)
{
    char digits[32];
    line.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

struct AppendValue {
    std::string& line;
    void operator()(bool value) const { line += value ? "true" : "false"; }
    void operator()(std::int64_t value) const { append_number(line, value); }
    void operator()(double value) const
    {
        if (std::isfinite(value))
            append_number(line, value);
        else
            line += "null";
    }
    void operator()(std::string_view value) const { append_quoted(line, value); }
};

std::string json_line(std::string_view time, Level level, std::string_view event, Fields fields)
{
    std::string line = "{\"time\":\"";
    line.append(time).append("\",\"level\":\"").append(name_of(level)).append("\",\"event\":");
    append_quoted(line, event);
    for (const auto& field : fields) {
        line += ',';
        append_quoted(line, field.name);
        line += ':';
        std::visit(AppendValue{line}, field.value.held());
    }
    line += '}';
    return line;
}

/// An event or a name stands bare when no reader can take it for something else.
void append_word(std::string& line, std::string_view word)
{
    const bool is_plain =
        !word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
                             std::string_view::npos;
    if (is_plain)
        line += word;
    else
        append_quoted(line, word);
}

std::string text_line(std::string_view time, Level level, std::string_view event, Fields fields)
{
    std::string line{time};
    line.append(" ").append(name_of(level)).append(9 - name_of(level).size(), ' ');
    append_word(line, event);
    for (const auto& field : fields) {
        line += ' ';
        append_word(line, field.name);
        line += '=';
        if (const auto* text = std::get_if<std::string_view>(&field.value.held()))
            append_word(line, *text);
        else
            std::visit(AppendValue{line}, field.value.held());
    }
    return line;
}

} // namespace

std::string to_line(Format format, base::Time now, Level level, std::string_view event, Fields fields)
{
    const auto time = base::to_rfc3339(now);
    return format == Format::json ? json_line(time, level, event, fields) : text_line(time, level, event, fields);
}

} // namespace assetbuddy::platform::log
