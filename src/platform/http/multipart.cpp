#include "platform/http/multipart.h"

#include <algorithm>

#include "platform/http/ascii.h"

namespace assetbuddy::platform::http {
namespace {

constexpr std::string_view multipart_type = "multipart/form-data";
constexpr std::string_view line_end = "\r\n";
constexpr std::size_t longest_boundary = 70; // RFC 2046 5.1.1
constexpr std::size_t longest_head = 4096;   // of a part
constexpr std::size_t most_files = 20;

bool is_boundary_character(char each)
{
    return is_alphanumeric(each) || std::string_view{"'()+_,-./:=?"}.find(each) != std::string_view::npos;
}

/// `text` without the quotation marks around it; nothing when they do not match.
std::optional<std::string_view> unquoted(std::string_view text)
{
    if (!text.starts_with('"')) return text;
    if (text.size() < 2 || !text.ends_with('"')) return std::nullopt;
    return text.substr(1, text.size() - 2);
}

std::optional<std::string_view> boundary_of(const Request& request)
{
    const auto type = request.header("content-type");
    if (!type) return std::nullopt;
    auto rest = *type;
    if (!is_same_name(without_blanks(take_piece(rest, ';')), multipart_type)) return std::nullopt;
    const auto parameter = without_blanks(rest);
    constexpr std::string_view name = "boundary=";
    if (!is_same_name(parameter.substr(0, name.size()), name)) return std::nullopt;
    const auto boundary = unquoted(parameter.substr(name.size()));
    if (!boundary || boundary->empty() || boundary->size() > longest_boundary ||
        !std::ranges::all_of(*boundary, is_boundary_character))
        return std::nullopt;
    return boundary;
}

/// Takes `text` off the front of `rest`.
bool take(std::string_view& rest, std::string_view text)
{
    if (!rest.starts_with(text)) return false;
    rest.remove_prefix(text.size());
    return true;
}

/// A quoted value as browsers write it: %22, %0D and %0A stand for what would end it (WHATWG HTML).
std::string unescaped(std::string_view text)
{
    constexpr std::pair<std::string_view, char> escapes[] = {{"%22", '"'}, {"%0D", '\r'}, {"%0A", '\n'}};
    std::string plain;
    while (!text.empty()) {
        const auto* found =
            std::ranges::find_if(escapes, [&](const auto& each) { return text.starts_with(each.first); });
        if (found == std::end(escapes)) {
            plain += text.front();
            text.remove_prefix(1);
        } else {
            plain += found->second;
            text.remove_prefix(found->first.size());
        }
    }
    return plain;
}

/// `form-data; name="csv"; filename="people.csv"`, without the header's name.
bool read_disposition(std::string_view value, Part& part)
{
    if (!take(value, "form-data")) return false;
    bool is_named = false;
    while (!value.empty()) {
        if (!take(value, "; ")) return false;
        const auto equals = value.find("=\"");
        const auto end = equals == std::string_view::npos ? equals : value.find('"', equals + 2);
        if (end == std::string_view::npos) return false;
        const auto name = value.substr(0, equals);
        auto text = unescaped(value.substr(equals + 2, end - equals - 2));
        value.remove_prefix(end + 1);
        if (name == "name" && !is_named) {
            part.name = std::move(text);
            is_named = true;
        } else if (name == "filename" && !part.file_name) {
            part.file_name = std::move(text);
        } else {
            return false;
        }
    }
    return is_named;
}

/// The lines before a part's content.
bool read_head(std::string_view head, Part& part)
{
    bool is_disposed = false;
    while (!head.empty()) {
        const auto end = std::min(head.find(line_end), head.size());
        const auto line = head.substr(0, end);
        head.remove_prefix(std::min(end + line_end.size(), head.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || has_control(line)) return false;
        const auto name = line.substr(0, colon);
        if (is_same_name(name, "content-disposition")) {
            if (is_disposed || !read_disposition(without_blanks(line.substr(colon + 1)), part)) return false;
            is_disposed = true;
        } else if (!is_same_name(name, "content-type")) {
            return false;
        }
    }
    return is_disposed;
}

} // namespace

bool is_multipart(const Request& request)
{
    auto type = request.header("content-type").value_or("");
    return is_same_name(without_blanks(take_piece(type, ';')), multipart_type);
}

std::optional<std::vector<Part>> read_multipart(const Request& request, std::size_t most)
{
    const auto boundary = boundary_of(request);
    if (!boundary) return std::nullopt;
    const auto delimiter = "--" + std::string{*boundary};
    const auto between = std::string{line_end} + delimiter;
    std::string_view rest = request.content();
    std::vector<Part> parts;
    if (!take(rest, delimiter)) return std::nullopt;
    while (!rest.starts_with("--")) {
        if (parts.size() == most || !take(rest, line_end)) return std::nullopt;
        const auto head = rest.substr(0, longest_head).find("\r\n\r\n");
        Part part;
        if (head == std::string_view::npos || !read_head(rest.substr(0, head), part)) return std::nullopt;
        rest.remove_prefix(head + 2 * line_end.size());
        const auto end = rest.find(between);
        if (end == std::string_view::npos) return std::nullopt;
        part.content = rest.substr(0, end);
        rest.remove_prefix(end + between.size());
        parts.push_back(std::move(part));
    }
    rest.remove_prefix(2);
    if (!rest.empty() && rest != line_end) return std::nullopt;
    return parts;
}

std::optional<std::string> uploaded_file(const Request& request, std::string_view name)
{
    const auto parts = read_multipart(request, most_files);
    if (!parts) return std::nullopt;
    for (const auto& part : *parts)
        if (part.name == name && part.file_name && !part.file_name->empty()) return std::string{part.content};
    return std::nullopt;
}

} // namespace assetbuddy::platform::http
