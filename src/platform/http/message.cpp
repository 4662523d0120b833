#include "platform/http/message.h"

#include <algorithm>
#include <stdexcept>

#include "platform/http/ascii.h"

namespace assetbuddy::platform::http {
namespace {

void check_header(std::string_view name, std::string_view value)
{
    if (!is_token(name)) throw std::invalid_argument{"a header has a bad name"};
    if (has_control(value))
        throw std::invalid_argument{"the value of header " + std::string{name} + " has a control character"};
}

Response typed(std::string body, int status, std::string_view type)
{
    Response response{status};
    response.body = std::move(body);
    response.set("Content-Type", type);
    return response;
}

} // namespace

std::string_view to_text(Method method)
{
    switch (method) {
    case Method::get:
        return "GET";
    case Method::head:
        return "HEAD";
    case Method::post:
        return "POST";
    case Method::put:
        return "PUT";
    case Method::patch:
        return "PATCH";
    case Method::del:
        return "DELETE";
    case Method::options:
        return "OPTIONS";
    }
    throw std::logic_error{"no such method"};
}

std::optional<std::string_view> Request::header(std::string_view lower_case_name) const
{
    const auto found =
        std::ranges::find(headers, lower_case_name, [](const auto& each) { return std::string_view{each.first}; });
    if (found == headers.end()) return std::nullopt;
    return std::string_view{found->second};
}

std::optional<std::string_view> Request::cookie(std::string_view name) const
{
    std::optional<std::string_view> found;
    for (const auto& [header_name, header_value] : headers) {
        if (header_name != "cookie") continue;
        for (std::string_view rest = header_value; !rest.empty();) {
            const auto pair = without_blanks(take_piece(rest, ';'));
            const auto equals = pair.find('=');
            if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
            const auto value = pair.substr(equals + 1);
            if (found && *found != value) return std::nullopt;
            found = value;
        }
    }
    return found;
}

std::optional<std::string_view> Request::query_value(std::string_view name) const
{
    const auto found = std::ranges::find(query, name, [](const auto& each) { return std::string_view{each.first}; });
    if (found == query.end()) return std::nullopt;
    return std::string_view{found->second};
}

const std::string& Request::parameter(std::string_view name) const
{
    const auto found = path_parameters.find(name);
    if (found == path_parameters.end()) throw std::out_of_range{"the route has no parameter " + std::string{name}};
    return found->second;
}

Response& Response::set(std::string_view name, std::string_view value)
{
    check_header(name, value);
    std::erase_if(headers_, [&](const auto& each) { return is_same_name(each.first, name); });
    headers_.emplace_back(name, value);
    return *this;
}

Response& Response::add(std::string_view name, std::string_view value)
{
    check_header(name, value);
    headers_.emplace_back(name, value);
    return *this;
}

std::optional<std::string_view> Response::header(std::string_view name) const
{
    for (const auto& [each, value] : headers_)
        if (is_same_name(each, name)) return std::string_view{value};
    return std::nullopt;
}

Response Response::html(std::string body, int status)
{
    return typed(std::move(body), status, "text/html; charset=utf-8");
}

Response Response::json(std::string body, int status)
{
    return typed(std::move(body), status, "application/json; charset=utf-8");
}

Response Response::text(std::string body, int status)
{
    return typed(std::move(body), status, "text/plain; charset=utf-8");
}

Response Response::see_other(std::string_view path)
{
    // A browser reads a backslash as a slash, and forgets tabs and line ends: both would lead to another site.
    const bool is_ours = path.starts_with('/') && !path.starts_with("//") &&
                         path.find('\\') == std::string_view::npos &&
                         std::ranges::all_of(path, [](char each) { return each > 0x20 && each < 0x7F; });
    if (!is_ours) throw std::invalid_argument{"a redirect leads only to a path of this site"};
    Response response{303};
    response.set("Location", path);
    return response;
}

} // namespace assetbuddy::platform::http
