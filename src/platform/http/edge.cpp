#include "platform/http/edge.h"

#include <array>
#include <stdexcept>

#include <boost/asio/post.hpp>

#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/http/connection.h"
#include "platform/workers/responsive.h"

namespace assetbuddy::platform::http {
namespace {

using namespace std::chrono_literals;

constexpr auto accept_rest = 100ms; // R-HTTP-6
constexpr auto longest_sweep = 100ms;
constexpr auto shortest_sweep = 5ms;

ServerOptions with_clock(ServerOptions options)
{
    if (!options.now) options.now = [] { return clock::SystemClock{}.now(); };
    return options;
}

/// Often enough that no deadline is overrun by more than a tenth.
std::chrono::milliseconds sweep_interval(const ServerOptions& options)
{
    const auto shortest = std::min({options.headers_deadline, options.body_grace, options.body_deadline,
                                    options.write_progress, options.idle, options.handler_deadline});
    return std::clamp<std::chrono::milliseconds>(shortest / 10, shortest_sweep, longest_sweep);
}

bool is_out_of_descriptors(const error_code& error)
{
    namespace errc = boost::system::errc;
    return error == errc::too_many_files_open || error == errc::too_many_files_open_in_system ||
           error == errc::no_buffer_space || error == errc::not_enough_memory;
}

Address to_address(const asio::ip::address& address)
{
    if (address.is_v6()) return Address{address.to_v6().to_bytes()};
    return Address{asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4()).to_bytes()};
}

} // namespace

Edge::Edge(ServerOptions given_options, Server::Callbacks given_callbacks, workers::WorkerPool& given_workers)
    : options(with_clock(std::move(given_options))), callbacks(std::move(given_callbacks)),
      limits{{options.request_line, options.header_block, options.header_fields},
             options.body,
             options.import_body,
             options.import_paths,
             options.upload_body,
             options.upload_paths,
             options.upload_folder},
      hosts(options.host_names), trusted(options.trusted_proxies), workers_(given_workers)
{}

Edge::~Edge()
{
    stop(0ms);
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return jobs_ == 0; });
}

void Edge::bind()
{
    const auto where =
        (options.address.find(':') == std::string::npos ? options.address : "[" + options.address + "]") + ":" +
        std::to_string(options.port);
    try {
        const tcp::endpoint endpoint{asio::ip::make_address(options.address), options.port};
        acceptor_.open(endpoint.protocol());
        acceptor_.set_option(tcp::acceptor::reuse_address{true});
        acceptor_.bind(endpoint);
        acceptor_.listen();
        acceptor_.non_blocking(true);
        port_ = acceptor_.local_endpoint().port();
    } catch (const boost::system::system_error& error) {
        throw std::runtime_error{"cannot listen on " + where + " (" + error.code().message() +
                                 "); stop the program that uses it, or listen elsewhere"};
    }
}

void Edge::start()
{
    if (!acceptor_.is_open()) bind();
    accept();
    sweep();
    thread_ = std::thread{[this] {
        workers::run_in_short_turns();
        io.run();
    }};
}

void Edge::accept()
{
    acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
        if (is_stopping_ || error == asio::error::operation_aborted) return;
        if (is_out_of_descriptors(error)) close_longest_idle();
        if (error && error != asio::error::connection_aborted) return rest_before_accepting();
        if (!error) take(std::move(socket));
        accept();
    });
}

/// Without it the loop would spin: the connection that could not be accepted stays ready.
void Edge::rest_before_accepting()
{
    accept_timer_.expires_after(accept_rest);
    accept_timer_.async_wait([this](const error_code& error) {
        if (!error && !is_stopping_) accept();
    });
}

bool Edge::is_exempt(const Address& peer) const
{
    return peer.is_loopback() || trusted.contain(peer);
}

bool Edge::has_room_for(const Address& household)
{
    const auto taken = per_household_.find(household);
    const bool is_full = taken != per_household_.end() && taken->second >= options.connections_per_address;
    if (is_full && !is_exempt(household)) return false;
    return connections_.size() < options.connections || close_longest_idle();
}

void Edge::take(tcp::socket socket)
{
    error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) return;
    const auto peer = to_address(endpoint.address());
    const auto household = is_exempt(peer) ? peer : peer.household();
    if (!has_room_for(household)) return;

    ++per_household_[household];
    auto connection = std::make_shared<Connection>(*this, std::move(socket), peer, household);
    connections_.emplace(connection.get(), connection);
    count_ = connections_.size();
    connection->start();
}

bool Edge::close_longest_idle()
{
    if (idle_.empty()) return false;
    idle_.front()->close();
    return true;
}

void Edge::remove(Connection& connection)
{
    const auto household = per_household_.find(connection.household());
    if (--household->second == 0) per_household_.erase(household);
    connections_.erase(&connection);
    {
        const std::scoped_lock lock{mutex_};
        count_ = connections_.size();
    }
    if (count_ == 0) changed_.notify_all();
}

void Edge::sweep()
{
    sweep_timer_.expires_after(sweep_interval(options));
    sweep_timer_.async_wait([this](const error_code& error) {
        if (error) return;
        const auto now = std::chrono::steady_clock::now();
        std::vector<std::shared_ptr<Connection>> late;
        for (const auto& [each, connection] : connections_)
            if (each->is_late(now)) late.push_back(connection);
        for (const auto& connection : late) connection->end_late();
        sweep();
    });
}

std::string Edge::make_request_id()
{
    static constexpr std::string_view digits = "0123456789abcdef";
    static constexpr std::size_t bytes = 16;
    if (random_used_ + bytes > random_.size()) {
        crypto::system_random().fill(random_.data(), random_.size());
        random_used_ = 0;
    }
    std::string id;
    id.reserve(2 * bytes);
    for (std::size_t i = 0; i < bytes; ++i) {
        const auto byte = random_[random_used_++];
        id.append({digits[byte >> 4U], digits[byte & 15U]});
    }
    return id;
}

bool Edge::submit(std::move_only_function<void()> job, std::function<void()> then)
{
    {
        const std::scoped_lock lock{mutex_};
        ++jobs_;
    }
    const bool is_taken = workers_.submit([this, job = std::move(job), then = std::move(then)]() mutable {
        job();
        asio::post(io, std::move(then)); // holds the connection, which must not end on this thread
        const std::scoped_lock lock{mutex_};
        if (--jobs_ == 0) changed_.notify_all();
    });
    if (!is_taken) {
        const std::scoped_lock lock{mutex_};
        --jobs_;
    }
    return is_taken;
}

std::size_t Edge::stop(std::chrono::milliseconds deadline)
{
    if (!thread_.joinable()) return 0;
    asio::post(io, [this] { begin_stop(); });
    {
        std::unique_lock lock{mutex_};
        changed_.wait_for(lock, deadline, [this] { return count_ == 0; });
    }
    std::size_t under_way = 0;
    asio::post(io, [this, &under_way] {
        under_way = cut();
        io.stop();
    });
    thread_.join();
    return under_way;
}

void Edge::begin_stop()
{
    is_stopping_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    accept_timer_.cancel();
    const std::vector<Connection*> idle{idle_.begin(), idle_.end()};
    for (auto* connection : idle) connection->close_unless_readable();
    changed_.notify_all();
}

std::size_t Edge::cut()
{
    std::size_t under_way = 0;
    const auto all = connections_;
    for (const auto& [each, connection] : all) {
        under_way += each->is_under_way() ? 1U : 0U;
        each->close();
    }
    return under_way;
}

} // namespace assetbuddy::platform::http
