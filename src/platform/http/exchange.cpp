#include "platform/http/exchange.h"

#include <stdexcept>

#include "platform/http/compression.h"

namespace assetbuddy::platform::http {
namespace {

constexpr std::string_view retry_after = "2";
constexpr std::string_view every_method = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

Response plain_fault()
{
    return Response::text("Something went wrong on our side.\n", 500);
}

Response answer_of(const Server::Callbacks& callbacks, Request& request)
{
    try {
        try {
            auto response = callbacks.handle(request);
            compress(response, request);
            return response;
        } catch (const std::exception& fault) {
            return callbacks.on_fault(fault, request);
        } catch (...) {
            return callbacks.on_fault(std::runtime_error{"a handler threw what is no exception"}, request);
        }
    } catch (...) {
        return plain_fault();
    }
}

Response refusal_of(const Server::Callbacks& callbacks, const Refusal& refusal, const Request& request)
{
    try {
        auto response = callbacks.refuse(refusal.status, refusal.code, request);
        response.status = refusal.status;
        if (refusal.status == 405) response.set("Allow", every_method);
        if (refusal.status == 503 && !response.header("retry-after")) response.set("Retry-After", retry_after);
        return response;
    } catch (...) {
        return plain_fault();
    }
}

/// Makes the exchange ready for writing.
void settle(Exchange& exchange, Response response, const Server::Callbacks& callbacks, const ServerOptions& options)
{
    exchange.response = std::move(response);
    exchange.head = head_of(exchange.response, exchange.request.request_id, options.now(), exchange.afterwards);
    if (!callbacks.finished) return;
    try {
        const auto took = std::chrono::steady_clock::now() - exchange.began;
        callbacks.finished(exchange.request, exchange.response,
                           std::chrono::duration_cast<std::chrono::microseconds>(took));
    } catch (...) {
        return; // an answer does not fail because it could not be counted
    }
}

} // namespace

Request sketch_of(const Request& request)
{
    Request copy;
    copy.method = request.method;
    copy.path = request.path;
    copy.request_id = request.request_id;
    copy.client_address = request.client_address;
    if (const auto accepted = request.header("accept")) copy.headers.emplace_back("accept", *accepted);
    return copy;
}

void run(Exchange& exchange, const Server::Callbacks& callbacks, const ServerOptions& options)
{
    const bool asks_the_edge = exchange.request.path == "*";
    auto response =
        asks_the_edge ? std::move(Response{204}.set("Allow", every_method)) : answer_of(callbacks, exchange.request);
    if (exchange.is_answered.exchange(true)) return;
    settle(exchange, std::move(response), callbacks, options);
}

void answer_with_refusal(Exchange& exchange, const Refusal& refusal, const Server::Callbacks& callbacks,
                         const ServerOptions& options)
{
    settle(exchange, refusal_of(callbacks, refusal, exchange.request), callbacks, options);
}

} // namespace assetbuddy::platform::http
