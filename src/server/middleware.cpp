#include "server/middleware.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <boost/url/parse.hpp>
#include <fmt/format.h>

#include "platform/crypto/password_hash.h"
#include "platform/files/files.h"
#include "platform/json/json.h"
#include "platform/log/log.h"
#include "platform/sql/database.h"
#include "server/configuration.h"
#include "ui/page.h"
#include "ui/security_headers.h"

namespace assetbuddy::server {
namespace {

namespace http = platform::http;

constexpr std::int64_t retry_soon_seconds = 2;

bool is_write(http::Method method)
{
    return method != http::Method::get && method != http::Method::head && method != http::Method::options;
}

bool is_api(const http::Request& request)
{
    return request.path.starts_with("/api/");
}

bool is_form(const http::Request& request)
{
    const auto type = request.header("content-type").value_or("");
    return type.starts_with("application/x-www-form-urlencoded");
}

/// Scheme and host without the port; loopback names are one (contract.md "HTTP"). Empty when it is no origin.
std::string site_of(std::string_view origin)
{
    const auto url = boost::urls::parse_uri(origin);
    if (!url || url->host().empty()) return {};
    const auto host = url->host_address();
    return std::string{url->scheme()} + "://" + (is_loopback(host) ? "localhost" : std::string{host});
}

std::optional<base::Error> refuse_cross_site(access::Visit& visit)
{
    if (!is_write(visit.request.method)) return std::nullopt;
    if (!is_same_origin(visit.request, visit.kernel.policy.base_url))
        return base::Error{"cross_site", {}, "This request came from another site, so nothing was done."};
    return std::nullopt;
}

std::optional<base::Error> refuse_without_form_token(access::Visit& visit)
{
    if (!is_write(visit.request.method) || is_api(visit.request)) return std::nullopt;
    if (visit.request.content().empty() && !is_form(visit.request)) return std::nullopt;
    const auto form = http::Form::parse(visit.request);
    if (!form) return form.error();
    if (!visit.is_form_token(form->value("form_token")))
        return base::Error{
            "cross_site",
            {},
            "This form is out of date: you signed in or out since it was opened. Go back, reload the page "
            "and send it again."};
    return std::nullopt;
}

/// What stays open to somebody whose organisation asks for a second factor they do not have yet: setting one up,
/// giving the password again for it, leaving.
bool leads_to_second_factor(std::string_view route)
{
    constexpr std::array open{"/profile/second-factor",   "/confirm-password",   "/sign-out",      "/session/switch",
                              "/api/v1/me/second-factor", "/api/v1/me/passkeys", "/api/v1/session"};
    return std::ranges::any_of(open, [&](std::string_view begin) { return route.starts_with(begin); });
}

/// RFC 8058: mail programs post here from anywhere, without a page of ours before; the sealed token says all.
bool is_one_click(const http::Request& request)
{
    return request.route == "/unsubscribe/{token}";
}

http::Response refusal(access::Visit& visit, const base::Error& error)
{
    return is_api(visit.request) ? platform::json::problem(error, visit.request.request_id) : ui::refusal(visit, error);
}

ui::Transport transport_of(const access::Kernel& kernel)
{
    return kernel.policy.secure() ? ui::Transport::tls : ui::Transport::plain;
}

/// People get a page, programs problem+json.
http::Response refusal_without_visit(const http::Request& request, const base::Error& error)
{
    const bool wants_page =
        !is_api(request) && request.header("accept").value_or("").find("text/html") != std::string_view::npos;
    return wants_page ? ui::refusal_page(request, error) : platform::json::problem(error, request.request_id);
}

base::Error error_of(const std::exception& fault)
{
    using namespace platform;
    if (dynamic_cast<const sql::StorageFull*>(&fault) != nullptr)
        return {"storage_full", {}, "The server's disk is full, so nothing was saved. Tell whoever runs it."};
    if (dynamic_cast<const files::StorageFull*>(&fault) != nullptr)
        return {"storage_full", {}, "There is no space left for files, so nothing was saved. Tell whoever runs it."};
    if (dynamic_cast<const files::StoreUnavailable*>(&fault) != nullptr)
        return {"unavailable", {}, "The store of files did not answer, so nothing was saved. Try again in a moment."};
    if (dynamic_cast<const sql::OutcomeUnknown*>(&fault) != nullptr)
        return {"unavailable",
                {},
                "The connection to the database broke while saving. It may or may not have been "
                "saved: look before you try again."};
    if (dynamic_cast<const sql::Unavailable*>(&fault) != nullptr ||
        dynamic_cast<const sql::Retryable*>(&fault) != nullptr)
        return {"unavailable", {}, "The database did not answer in time, so nothing was saved. Try again in a moment."};
    if (dynamic_cast<const crypto::HashingBusy*>(&fault) != nullptr)
        return {"unavailable", {}, "Many people are signing in just now. Try again in a moment."};
    return {"internal", {}, "Something went wrong on our side and nothing was saved. It has been written down."};
}

} // namespace

bool is_same_origin(const http::Request& request, const std::string& base_url)
{
    if (const auto site = request.header("sec-fetch-site")) return *site == "same-origin" || *site == "none";
    if (const auto origin = request.header("origin")) return site_of(*origin) == site_of(base_url);
    return true; // no browser: what a browser could be made to send without these headers is refused by the form token
}

http::Handler guarded(const access::Kernel& kernel, std::function<void()> after_write, Page page)
{
    return [&kernel, after_write = std::move(after_write), page = std::move(page)](http::Request& request) {
        access::Visit visit{request, kernel};
        if (leads_to_second_factor(request.route))
            visit.credential.second_factor = access::Credential::SecondFactor::may_lack;
        const bool needs_page = !is_one_click(request);
        auto refused = needs_page ? refuse_cross_site(visit) : std::nullopt;
        if (!refused && needs_page) refused = refuse_without_form_token(visit);
        auto response = refused ? refusal(visit, *refused) : page(visit);
        if (after_write && is_write(request.method)) after_write();
        for (const auto& cookie : visit.cookies) response.add("Set-Cookie", cookie.to_header());
        ui::security_headers(response, transport_of(kernel));
        return response;
    };
}

http::Handler with_headers(const access::Kernel& kernel, http::Handler handler)
{
    return [&kernel, handler = std::move(handler)](http::Request& request) {
        auto response = handler(request);
        ui::security_headers(response, transport_of(kernel));
        return response;
    };
}

http::Response answer_fault(const std::exception& fault, const http::Request& request, const access::Kernel& kernel)
{
    auto error = error_of(fault);
    if (error.code != "internal") error = std::move(error).with("retry_after", retry_soon_seconds);
    platform::log::error(
        "request.failed",
        {{"request_id", request.request_id}, {"route", request.route}, {"what", fault.what()}, {"code", error.code}});
    auto response = refusal_without_visit(request, error);
    ui::security_headers(response, transport_of(kernel));
    return response;
}

http::Response answer_refusal(int status, const std::string& code, const http::Request& request,
                              const access::Kernel& kernel)
{
    base::Error error{code, {}, {}, {}, {}, base::OnRefusal::roll_back};
    if (status == 503) error = std::move(error).with("retry_after", retry_soon_seconds);
    auto response = refusal_without_visit(request, error);
    response.status = status;
    ui::security_headers(response, transport_of(kernel));
    return response;
}

} // namespace assetbuddy::server
