#include "platform/http/etag.h"

#include <charconv>

namespace assetbuddy::platform::http {

std::string etag_of(std::int64_t version)
{
    return '"' + std::to_string(version) + '"';
}

std::optional<std::int64_t> expected_version(const Request& request)
{
    const auto header = request.header("if-match");
    if (!header || *header == "*") return std::nullopt;
    std::int64_t version = 0;
    if (header->size() < 3) return version;
    const auto* end = header->data() + header->size() - 1;
    const auto read = std::from_chars(header->data() + 1, end, version);
    const bool is_ours = read.ec == std::errc{} && read.ptr == end && etag_of(version) == *header;
    return is_ours ? version : 0;
}

std::int64_t version_of(const Form& form)
{
    const auto& text = form.value("version");
    if (text.empty() || text.size() > 18 || text.find_first_not_of("0123456789") != std::string::npos) return 0;
    return std::stoll(text);
}

bool is_known_version(const Request& request, std::int64_t version)
{
    auto rest = request.header("if-none-match").value_or("");
    if (rest == "*") return true;
    const auto wanted = etag_of(version);
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        auto each = rest.substr(0, comma);
        while (each.starts_with(' ')) each.remove_prefix(1);
        while (each.ends_with(' ')) each.remove_suffix(1);
        if (each.starts_with("W/")) each.remove_prefix(2); // weak comparison (RFC 9110 13.1.2)
        if (each == wanted) return true;
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    }
    return false;
}

} // namespace assetbuddy::platform::http
