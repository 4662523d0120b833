#include "server/observed.h"

#include <fmt/format.h>

#include "platform/crypto/crypto.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"

namespace assetbuddy::server {
namespace {

namespace http = platform::http;
namespace metrics = platform::metrics;

constexpr std::string_view bearer = "Bearer ";

/// Paths that a monitor asks every few seconds would only fill the log.
bool is_quiet(const http::Request& request, const http::Response& response)
{
    return response.status < 400 && (request.route == "/healthz" || request.route == "/readyz" ||
                                     request.route == "/metrics" || request.route == "/static/{file}");
}

} // namespace

struct Observed::State {
    std::string token;
    metrics::Metrics metrics;
    metrics::Counters requests =
        metrics.counters("assetbuddy_http_requests_total", "Requests answered", {"route", "method", "status"});
    metrics::Durations durations = metrics.durations("assetbuddy_http_request_seconds",
                                                     "Time from the last byte of a request to its answer", {"route"});
    metrics::Counters letters =
        metrics.counters("assetbuddy_letters_total", "Tries to deliver a mail", {"kind", "state"});
};

Observed::Observed(std::string metrics_token) : state_(std::make_unique<State>())
{
    state_->token = std::move(metrics_token);
    state_->metrics.gauge("assetbuddy_log_lines_dropped", "Log lines lost because their target was slow or full",
                          [] { return static_cast<double>(platform::log::dropped()); });
}

Observed::~Observed() = default;

void Observed::note(const http::Request& request, const http::Response& response, std::chrono::microseconds took)
{
    const std::string route = request.route.empty() ? "none" : request.route;
    state_->requests.add({route, std::string{to_text(request.method)}, std::to_string(response.status)});
    state_->durations.observe({route}, static_cast<double>(took.count()) / 1e6);
    if (is_quiet(request, response)) return;
    platform::log::info("http.request", {{"method", to_text(request.method)},
                                         {"route", route},
                                         {"status", response.status},
                                         {"microseconds", static_cast<std::int64_t>(took.count())},
                                         {"address", request.client_address},
                                         {"request_id", request.request_id}});
}

void Observed::note(const outbox::Report& report)
{
    state_->letters.add({report.kind, std::string{report.state}});
    if (report.state == "failed")
        platform::log::warning(
            "mail.failed", {{"letter", report.letter.text()}, {"kind", report.kind}, {"attempts", report.attempts}});
}

http::Response Observed::metrics(const http::Request& request) const
{
    const auto header = request.header("authorization").value_or("");
    const bool has_token = !state_->token.empty() && header.starts_with(bearer) &&
                           platform::crypto::equal(header.substr(bearer.size()), state_->token);
    if (!request.from_loopback && !has_token) return http::Response::text("not found\n", 404);
    auto response = http::Response::text(state_->metrics.to_text());
    response.set("Content-Type", metrics::content_type);
    return response;
}

} // namespace assetbuddy::server
