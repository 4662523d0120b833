#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "platform/http/message.h"
#include "platform/workers/worker_pool.h"

namespace assetbuddy::platform::http {

class Edge;

/// Every limit of the edge, with the defaults of R-HTTP-4..6.
struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    /// Host names answered; others get 400 (contract: loopback names count as one; ports are not compared).
    std::vector<std::string> host_names = {"localhost"};
    /// CIDR networks whose X-Forwarded-For is believed.
    std::vector<std::string> trusted_proxies = {};
    std::size_t request_line = 8 * 1024;
    std::size_t header_block = 16 * 1024;
    std::size_t header_fields = 100;
    std::size_t body = 64 * 1024;
    /// For POST to one of these paths; to any other, `body` holds.
    std::size_t import_body = 8 * 1024 * 1024;
    std::vector<std::string> import_paths = {};
    /// Files are POSTed and PUT to these paths, where `*` stands for one segment. Their bodies go into nameless files
    /// in `upload_folder` as they arrive, all together at most most_spooled bytes (spool.h), and may take longer.
    std::size_t upload_body = 26 * 1024 * 1024;
    std::vector<std::string> upload_paths = {};
    std::string upload_folder = {};
    std::chrono::milliseconds upload_deadline{300'000};
    std::chrono::milliseconds headers_deadline{10'000};
    std::chrono::milliseconds body_grace{5'000};
    std::size_t body_bytes_per_second = 500;
    std::chrono::milliseconds body_deadline{30'000};
    std::chrono::milliseconds write_progress{10'000};
    std::chrono::milliseconds idle{60'000};
    /// After it the client gets 503; the handler itself runs on, its answer is thrown away.
    std::chrono::milliseconds handler_deadline{15'000};
    /// When all are taken, the one that idles longest is closed for a new one.
    std::size_t connections = 4096;
    /// For one IPv4 address or IPv6 /64; loopback and trusted proxies are exempt.
    std::size_t connections_per_address = 256;
    /// What Date says; the system's clock when empty.
    std::function<base::Time()> now = {};
};

/// Beast behind callbacks: one I/O thread, handlers on the worker pool. Anything a handler throws becomes `on_fault`'s
/// answer (500 with nothing but the request id). The destructor stops, and waits
/// for handlers under way, since they use the callbacks. Bad `trusted_proxies` throw std::invalid_argument.
class Server {
  public:
    struct Callbacks {
        Handler handle;
        /// Makes an answer for what the edge itself refuses (400, 408, 413, 414, 431, 500, 501, 503): problem+json or
        /// page.
        std::function<Response(int status, const std::string& code, const Request& request)> refuse;
        /// Called once for every finished exchange: for access log and metrics.
        std::function<void(const Request&, const Response&, std::chrono::microseconds)> finished;
        std::function<Response(const std::exception&, const Request&)> on_fault;
    };
    Server(ServerOptions options, Callbacks callbacks, workers::WorkerPool& workers);
    ~Server();

    /// Binds and listens, without serving yet. Throws std::runtime_error with one line that says what to do.
    void bind();
    /// Serves on a thread of its own; binds first if nobody did.
    void start();
    /// The port bound.
    [[nodiscard]] std::uint16_t port() const;
    /// Connections open now.
    [[nodiscard]] std::size_t connections() const;
    /// Stops accepting, lets exchanges under way finish until the deadline, closes. Returns how many were cut.
    std::size_t stop(std::chrono::milliseconds deadline);

  private:
    std::unique_ptr<Edge> edge_;
};

} // namespace assetbuddy::platform::http
