#include "edge.h"

#include <csignal>
#include <iostream>
#include <string>

#include "platform/http/server.h"
#include "platform/workers/worker_pool.h"

namespace assetbuddy::bench {

namespace http = platform::http;

int serve_bare_edge(std::size_t bytes, std::size_t workers)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    constexpr std::size_t head = 160; // what a bare answer's head takes
    const std::string body(bytes > head ? bytes - head : 2, ' ');
    platform::workers::WorkerPool pool{{.running = workers}};
    http::Server server{
        {},
        {.handle = [&body](http::Request&) { return http::Response::json(body); },
         .refuse = [](int status, const std::string&, const http::Request&) { return http::Response{status}; },
         .finished = [](const http::Request&, const http::Response&, std::chrono::microseconds) {},
         .on_fault = [](const std::exception&, const http::Request&) { return http::Response{500}; }},
        pool};
    server.start();
    std::cout << "listening on http://127.0.0.1:" << server.port() << std::endl;
    int signal = 0;
    sigwait(&set, &signal);
    server.stop(std::chrono::seconds{1});
    return 0;
}

} // namespace assetbuddy::bench
