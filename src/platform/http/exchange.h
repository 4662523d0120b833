#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "platform/http/answer.h"
#include "platform/http/message.h"
#include "platform/http/rules.h"
#include "platform/http/server.h"

namespace assetbuddy::platform::http {

/// One request and its answer. The worker owns it while the handler runs.
struct Exchange {
    Request request;
    Response response;
    std::string head;
    std::chrono::steady_clock::time_point began;
    Afterwards afterwards = Afterwards::keep_alive;
    /// Set by whoever answers first, the handler or its deadline: only that one writes to `response` and reports.
    std::atomic<bool> is_answered = false;
    /// What a deadline's answer needs while the handler has the request.
    Request about;
};

/// Enough of a request to choose between a page and problem+json, and to log it.
Request sketch_of(const Request& request);

/// On a worker: handles the request, whatever its handler throws, and makes the answer ready for writing, unless the
/// deadline was faster.
void run(Exchange& exchange, const Server::Callbacks& callbacks, const ServerOptions& options);

/// The same for what the edge itself refuses.
void answer_with_refusal(Exchange& exchange, const Refusal& refusal, const Server::Callbacks& callbacks,
                         const ServerOptions& options);

} // namespace assetbuddy::platform::http
