#include "platform/http/rules.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "platform/http/ascii.h"

namespace assetbuddy::platform::http {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";

std::unexpected<Refusal> malformed()
{
    return std::unexpected(Refusal{400, "malformed"});
}

Ruled<void> check_request_line(std::string_view line)
{
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return malformed();
    const auto target = line.substr(first + 1, last - first - 1);
    if (!is_token(line.substr(0, first)) || target.empty() || target.find_first_of(" \t") != std::string_view::npos)
        return malformed();
    const auto version = line.substr(last + 1);
    if (version == "HTTP/1.1" || version == "HTTP/1.0") return {};
    const bool is_other = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
                          version[6] == '.' && is_digit(version[7]);
    if (is_other) return std::unexpected(Refusal{505, "not_implemented"});
    return malformed();
}

Ruled<void> check_field_line(std::string_view line)
{
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return malformed(); // folded lines too
    const auto value = line.substr(colon + 1);
    if (has_control(value) || !base::is_utf8(value)) return malformed();
    return {};
}

/// All values of one field. Those that must be single are refused when repeated.
std::vector<std::string_view> values_of(const Request& request, std::string_view name)
{
    std::vector<std::string_view> values;
    for (const auto& [each, value] : request.headers)
        if (each == name) values.emplace_back(value);
    return values;
}

bool has_repeated_single(const Request& request)
{
    static constexpr std::array<std::string_view, 6> singles{"content-length", "content-type", "authorization",
                                                             "origin",         "expect",       "idempotency-key"};
    return std::ranges::any_of(singles, [&](auto name) { return values_of(request, name).size() > 1; });
}

bool has_connection_option(const Request& request, std::string_view option)
{
    for (auto rest : values_of(request, "connection")) {
        while (!rest.empty()) {
            if (is_same_name(without_blanks(take_piece(rest, ',')), option)) return true;
        }
    }
    return false;
}

Ruled<void> read_transfer_encoding(Framing& framing, const Request& request, Version version)
{
    const auto values = values_of(request, "transfer-encoding");
    if (values.empty()) return {};
    if (version == Version::http_1_0 || request.header("content-length")) return malformed();
    if (values.size() != 1 || !is_same_name(values.front(), "chunked"))
        return std::unexpected(Refusal{501, "not_implemented"});
    framing.is_chunked = true;
    return {};
}

Ruled<void> read_content_length(Framing& framing, const Request& request)
{
    const auto text = request.header("content-length");
    if (!text) return {};
    const auto* end = text->data() + text->size();
    const bool is_digits = !text->empty() && std::ranges::all_of(*text, is_digit);
    if (!is_digits) return malformed();
    const auto read = std::from_chars(text->data(), end, framing.length);
    if (read.ec == std::errc::result_out_of_range) return std::unexpected(Refusal{413, "too_large"});
    return {};
}

} // namespace

Ruled<std::optional<std::size_t>> end_of_head(std::string_view bytes, std::size_t looked_at, const HeadLimits& limits)
{
    const auto from = looked_at < head_end.size() ? 0 : looked_at - (head_end.size() - 1);
    const auto end = bytes.find(head_end, from);
    const auto head = bytes.substr(0, end == std::string_view::npos ? bytes.size() : end + head_end.size());
    const auto line = std::min(head.substr(0, limits.request_line + line_end.size()).find(line_end), head.size());
    if (line > limits.request_line) return std::unexpected(Refusal{414, "uri_too_long"});
    if (head.size() - line > limits.header_block + head_end.size())
        return std::unexpected(Refusal{431, "too_many_headers"});
    if (end == std::string_view::npos) return std::nullopt;
    return head.size();
}

Ruled<void> check_form(std::string_view head, const HeadLimits& limits)
{
    auto rest = head.substr(0, head.size() - line_end.size());
    for (std::size_t lines = 0; !rest.empty(); ++lines) {
        const auto end = rest.find(line_end);
        const auto line = rest.substr(0, end);
        if (line.find_first_of("\r\n") != std::string_view::npos) return malformed();
        if (lines > limits.header_fields) return std::unexpected(Refusal{431, "too_many_headers"});
        if (auto checked = lines == 0 ? check_request_line(line) : check_field_line(line); !checked) return checked;
        rest.remove_prefix(end + line_end.size());
    }
    return {};
}

Ruled<Method> method_of(std::string_view token)
{
    for (const auto each :
         {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::del, Method::options})
        if (to_text(each) == token) return each;
    if (token == "TRACE" || token == "CONNECT") return std::unexpected(Refusal{405, "method_not_allowed"});
    return std::unexpected(Refusal{501, "not_implemented"});
}

Ruled<Framing> framing_of(const Request& request, Version version)
{
    Framing framing;
    if (has_repeated_single(request)) return malformed();
    if (const auto read = read_transfer_encoding(framing, request, version); !read)
        return std::unexpected(read.error());
    if (const auto read = read_content_length(framing, request); !read) return std::unexpected(read.error());
    if (const auto expect = request.header("expect"); expect && version == Version::http_1_1) {
        if (!is_same_name(*expect, "100-continue")) return std::unexpected(Refusal{417, "malformed"});
        framing.wants_continue = framing.is_chunked || framing.length > 0;
    }
    framing.keep_alive = version == Version::http_1_1
                             ? !has_connection_option(request, "close")
                             : has_connection_option(request, "keep-alive") && !has_connection_option(request, "close");
    return framing;
}

bool is_import(const Request& request, const std::vector<std::string>& import_paths)
{
    return request.method == Method::post && std::ranges::find(import_paths, request.path) != import_paths.end();
}

bool is_upload(const Request& request, const std::vector<std::string>& upload_paths)
{
    if (request.method != Method::post && request.method != Method::put) return false;
    return std::ranges::any_of(upload_paths, [&](std::string_view wanted) {
        std::string_view path = request.path;
        while (!wanted.empty() && !path.empty()) {
            const auto segment = take_piece(path, '/');
            const auto pattern = take_piece(wanted, '/');
            if (pattern == "*" ? segment.empty() : segment != pattern) return false;
        }
        return wanted.empty() && path.empty();
    });
}

} // namespace assetbuddy::platform::http
