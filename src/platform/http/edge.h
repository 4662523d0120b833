#pragma once

// Inside of the server: only server.cpp, edge.cpp and connection.cpp include this, since Asio is slow to compile.

#include <atomic>
#include <condition_variable>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "platform/http/client_address.h"
#include "platform/http/request_reader.h"
#include "platform/http/server.h"

namespace assetbuddy::platform::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using SteadyTime = std::chrono::steady_clock::time_point;

class Connection;

/// All connections of a server, on one thread. Deadlines are looked at by one sweep over all connections rather than by
/// a timer for each: starting and cancelling timers would cost more than the sweep.
class Edge {
  public:
    Edge(ServerOptions given_options, Server::Callbacks given_callbacks, workers::WorkerPool& given_workers);
    /// Waits for handlers under way.
    ~Edge();
    Edge(const Edge&) = delete;
    Edge& operator=(const Edge&) = delete;

    void bind();
    void start();
    std::size_t stop(std::chrono::milliseconds deadline);
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::size_t count() const { return count_; }

    // For connections, on the I/O thread.
    using Idle = std::list<Connection*>;
    Idle::iterator add_idle(Connection& connection) { return idle_.insert(idle_.end(), &connection); }
    void remove_idle(Idle::iterator place) { idle_.erase(place); }
    void remove(Connection& connection);
    [[nodiscard]] bool is_stopping() const { return is_stopping_; }
    std::string make_request_id();
    /// What the socket is read into: one buffer for all, so that an idle connection holds none.
    std::array<char, 64 * 1024>& scratch() { return scratch_; }
    /// False when the queue is full. The job ends by giving `then` to the I/O thread.
    [[nodiscard]] bool submit(std::move_only_function<void()> job, std::function<void()> then);

    const ServerOptions options;
    const Server::Callbacks callbacks;
    const ReaderLimits limits;
    const HostNames hosts;
    const Networks trusted;
    asio::io_context io{1};

  private:
    void accept();
    void take(tcp::socket socket);
    [[nodiscard]] bool has_room_for(const Address& household);
    bool close_longest_idle();
    void rest_before_accepting();
    void sweep();
    void begin_stop();
    std::size_t cut();
    [[nodiscard]] bool is_exempt(const Address& peer) const;

    workers::WorkerPool& workers_;
    tcp::acceptor acceptor_{io};
    asio::steady_timer sweep_timer_{io};
    asio::steady_timer accept_timer_{io};
    std::map<Connection*, std::shared_ptr<Connection>> connections_;
    Idle idle_; // the longest idle in front
    std::map<Address, std::size_t> per_household_;
    std::array<char, 64 * 1024> scratch_{};
    std::array<std::uint8_t, 4096> random_{};
    std::size_t random_used_ = sizeof random_;
    std::uint16_t port_ = 0;
    bool is_stopping_ = false;
    std::thread thread_;

    std::atomic<std::size_t> count_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t jobs_ = 0; // guarded by mutex_
};

} // namespace assetbuddy::platform::http
