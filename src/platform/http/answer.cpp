#include "platform/http/answer.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "platform/http/ascii.h"

namespace assetbuddy::platform::http {
namespace {

std::string_view reason_of(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 411:
        return "Length Required";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 423:
        return "Locked";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "";
    }
}

bool is_ours_to_set(std::string_view name)
{
    static constexpr std::array<std::string_view, 8> ours{
        "date", "x-request-id", "content-length", "connection", "keep-alive", "transfer-encoding", "server", "trailer"};
    return std::ranges::any_of(ours, [&](auto each) { return is_same_name(each, name); });
}

bool has_no_body(int status)
{
    return status == 204 || status == 304;
}

std::size_t length_of(const Response& response)
{
    return response.static_body.empty() ? response.body.size() : response.static_body.size();
}

/// The date changes once a second, answers leave thousands of times in it.
const std::string& remembered_date(base::Time now)
{
    thread_local std::chrono::sys_seconds second{};
    thread_local std::string text;
    const auto this_second = std::chrono::floor<std::chrono::seconds>(now);
    if (text.empty() || this_second != second) {
        text = http_date(now);
        second = this_second;
    }
    return text;
}

} // namespace

std::string http_date(base::Time time)
{
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time - day)};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[std::chrono::weekday{day}.c_encoding()],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

std::string head_of(const Response& response, std::string_view request_id, base::Time now, Afterwards afterwards)
{
    std::string head;
    head.reserve(512);
    fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\nDate: {}\r\nX-Request-Id: {}\r\n", response.status,
                   reason_of(response.status), remembered_date(now), request_id);
    for (const auto& [name, value] : response.headers()) {
        if (is_ours_to_set(name)) continue;
        head.append(name).append(": ").append(value).append("\r\n");
    }
    if (!has_no_body(response.status))
        fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", length_of(response));
    head.append(afterwards == Afterwards::close ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n");
    return head;
}

std::string_view body_of(const Response& response, Method method)
{
    if (method == Method::head || has_no_body(response.status)) return {};
    return response.static_body.empty() ? std::string_view{response.body} : response.static_body;
}

} // namespace assetbuddy::platform::http
