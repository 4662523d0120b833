#include "platform/http/connection.h"

#include <array>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

namespace assetbuddy::platform::http {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// After the last answer the peer may still be sending; closing at once would tear the answer out of its hands (RFC
/// 9112 9.6).
constexpr auto drain_deadline = 2s;
constexpr std::size_t drain_at_most = 256 * 1024;
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

bool is_to_be_tried_again(const error_code& error)
{
    return error == asio::error::would_block || error == asio::error::try_again || error == asio::error::interrupted;
}

} // namespace

Connection::Connection(Edge& edge, tcp::socket socket, const Address& peer, const Address& household)
    : edge_(edge), socket_(std::move(socket)), peer_(peer), household_(household)
{}

void Connection::start()
{
    error_code error;
    socket_.non_blocking(true, error);
    if (!error) socket_.set_option(tcp::no_delay{true}, error);
    if (error) return close();
    become_idle();
    deadline_ = phase_began_ + edge_.options.headers_deadline; // whoever connects has something to ask
    wait_readable();
}

void Connection::close()
{
    if (phase_ == Phase::closed) return;
    const auto self = shared_from_this();
    leave_idle();
    phase_ = Phase::closed;
    error_code ignored;
    socket_.close(ignored);
    reader_.reset();
    exchange_.reset();
    edge_.remove(*this);
}

void Connection::close_unless_readable()
{
    error_code error;
    if (phase_ != Phase::idle) return;
    if (socket_.available(error) == 0 || error) close();
}

bool Connection::is_under_way() const
{
    return phase_ == Phase::head || phase_ == Phase::body || phase_ == Phase::handling || phase_ == Phase::writing;
}

void Connection::wait_readable()
{
    socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](const error_code& error) {
        if (self->phase_ == Phase::closed) return;
        if (error) return self->close();
        self->read_some();
    });
}

void Connection::read_some()
{
    // A deadline may have answered while this waited; then there is nothing to read for.
    if (phase_ == Phase::handling || phase_ == Phase::writing) return;
    error_code error;
    const auto size = socket_.read_some(asio::buffer(edge_.scratch()), error);
    if (is_to_be_tried_again(error)) return wait_readable();
    if (error || size == 0) return close();
    if (phase_ == Phase::draining) {
        moved_ += size;
        return moved_ > drain_at_most ? close() : wait_readable();
    }
    take({edge_.scratch().data(), size});
}

void Connection::take(std::string_view bytes)
{
    if (phase_ == Phase::idle) begin_request();
    if (!unread_.empty()) bytes = unread_.append(bytes);
    const auto used = reader_->read(bytes);
    keep_unread(bytes, used);
    switch (reader_->state()) {
    case RequestReader::State::refused:
        return refuse(reader_->refusal(), Afterwards::close);
    case RequestReader::State::complete:
        return dispatch();
    case RequestReader::State::body:
        if (phase_ == Phase::head) begin_body();
        [[fallthrough]];
    case RequestReader::State::head:
        if (phase_ != Phase::closed) wait_readable();
    }
}

void Connection::keep_unread(std::string_view rest, std::size_t used)
{
    if (rest.data() == unread_.data())
        unread_.erase(0, used);
    else
        unread_.assign(rest.substr(used));
    if (unread_.empty()) std::string{}.swap(unread_);
}

void Connection::begin_request()
{
    leave_idle();
    phase_ = Phase::head;
    phase_began_ = steady_clock::now();
    if (has_asked_)
        deadline_ = phase_began_ + edge_.options.headers_deadline; // the first one's runs since the connection came
    has_asked_ = true;
    reader_ = std::make_unique<RequestReader>(edge_.limits, edge_.hosts);
}

void Connection::become_idle()
{
    phase_ = Phase::idle;
    phase_began_ = steady_clock::now();
    deadline_ = phase_began_ + edge_.options.idle;
    idle_place_ = edge_.add_idle(*this);
}

void Connection::leave_idle()
{
    if (idle_place_) edge_.remove_idle(*idle_place_);
    idle_place_.reset();
}

void Connection::begin_body()
{
    phase_ = Phase::body;
    phase_began_ = steady_clock::now();
    deadline_ =
        phase_began_ + (is_upload(reader_->request(), edge_.options.upload_paths) ? edge_.options.upload_deadline
                                                                                  : edge_.options.body_deadline);
    if (!reader_->framing().wants_continue || reader_->arrived() > 0 || !unread_.empty()) return;
    error_code error;
    // Every answer before has gone out, so there is room for these few bytes; if not, this peer does not read.
    if (socket_.write_some(asio::buffer(go_on), error) != go_on.size()) close();
}

void Connection::fill_client(Request& request) const
{
    std::vector<std::string_view> forwarded_for;
    for (const auto& [name, value] : request.headers)
        if (name == "x-forwarded-for") forwarded_for.emplace_back(value);
    request.client_address = client_of(peer_, forwarded_for, edge_.trusted).to_text();
    request.from_loopback = peer_.is_loopback() && forwarded_for.empty();
}

void Connection::dispatch()
{
    auto exchange = std::make_shared<Exchange>();
    exchange->began = steady_clock::now();
    exchange->request = std::move(reader_->request());
    exchange->request.request_id = edge_.make_request_id();
    fill_client(exchange->request);
    exchange->about = sketch_of(exchange->request);
    const bool keeps = reader_->framing().keep_alive && !edge_.is_stopping();
    exchange->afterwards = keeps ? Afterwards::keep_alive : Afterwards::close;
    reader_.reset();
    phase_ = Phase::handling;
    phase_began_ = exchange->began;
    deadline_ = phase_began_ + edge_.options.handler_deadline;
    exchange_ = exchange;
    const bool is_taken = edge_.submit([&edge = edge_, exchange] { run(*exchange, edge.callbacks, edge.options); },
                                       [self = shared_from_this(), exchange] { self->answered(exchange); });
    if (!is_taken)
        refuse_exchange({503, "unavailable"}, std::move(exchange->about), exchange->afterwards, exchange->began);
}

void Connection::answered(const std::shared_ptr<Exchange>& exchange)
{
    if (phase_ == Phase::handling && exchange_ == exchange) begin_write(exchange);
}

void Connection::refuse(const Refusal& refusal, Afterwards afterwards)
{
    Request known;
    if (reader_) known = std::move(reader_->request());
    known.request_id = edge_.make_request_id();
    fill_client(known);
    refuse_exchange(refusal, std::move(known), afterwards, phase_began_);
}

void Connection::refuse_exchange(Refusal refusal, Request about_request, Afterwards afterwards, SteadyTime began)
{
    leave_idle();
    reader_.reset();
    auto exchange = std::make_shared<Exchange>();
    exchange->request = std::move(about_request);
    exchange->began = began;
    exchange->afterwards = afterwards;
    answer_with_refusal(*exchange, refusal, edge_.callbacks, edge_.options);
    begin_write(std::move(exchange));
}

void Connection::begin_write(std::shared_ptr<Exchange> exchange)
{
    exchange_ = std::move(exchange);
    phase_ = Phase::writing;
    phase_began_ = steady_clock::now();
    deadline_ = phase_began_ + edge_.options.write_progress;
    moved_ = 0;
    write_some();
}

void Connection::write_some()
{
    const std::string_view head = exchange_->head;
    const auto body = body_of(exchange_->response, exchange_->request.method);
    while (moved_ < head.size() + body.size()) {
        const auto in_head = std::min(moved_, head.size());
        const std::array<asio::const_buffer, 2> rest{asio::buffer(head.substr(in_head)),
                                                     asio::buffer(body.substr(moved_ - in_head))};
        error_code error;
        const auto size = socket_.write_some(rest, error);
        if (is_to_be_tried_again(error)) {
            socket_.async_wait(tcp::socket::wait_write, [self = shared_from_this()](const error_code& failed) {
                if (self->phase_ != Phase::writing) return;
                if (failed)
                    self->close();
                else
                    self->write_some();
            });
            return;
        }
        if (error) return close();
        moved_ += size;
        deadline_ = steady_clock::now() + edge_.options.write_progress;
    }
    end_write();
}

void Connection::end_write()
{
    const auto afterwards = exchange_->afterwards;
    exchange_.reset();
    if (afterwards == Afterwards::close) return drain();
    become_idle();
    if (unread_.empty()) return wait_readable();
    asio::post(edge_.io, [self = shared_from_this()] { // not from here: a thousand pipelined requests would nest
        if (self->phase_ == Phase::idle) self->take({});
    });
}

void Connection::drain()
{
    error_code error;
    socket_.shutdown(tcp::socket::shutdown_send, error);
    if (error) return close();
    phase_ = Phase::draining;
    phase_began_ = steady_clock::now();
    deadline_ = phase_began_ + drain_deadline;
    moved_ = 0;
    std::string{}.swap(unread_);
    wait_readable();
}

/// Slower than the least rate, counted from the beginning, once the grace is over (R-HTTP-5).
bool Connection::is_slow(SteadyTime now) const
{
    const auto took = now - phase_began_;
    const auto moved = phase_ == Phase::body ? reader_->arrived() : moved_;
    const auto grace = phase_ == Phase::body ? edge_.options.body_grace : edge_.options.write_progress;
    const auto seconds = std::chrono::duration<double>(took).count();
    return took > grace &&
           static_cast<double>(moved) < seconds * static_cast<double>(edge_.options.body_bytes_per_second);
}

bool Connection::is_late(SteadyTime now) const
{
    if (phase_ == Phase::closed) return false;
    if (now > deadline_) return true;
    return (phase_ == Phase::body || phase_ == Phase::writing) && is_slow(now);
}

void Connection::end_late()
{
    switch (phase_) {
    case Phase::head:
    case Phase::body:
        return refuse({408, "request_timeout"}, Afterwards::close);
    case Phase::handling:
        if (exchange_->is_answered.exchange(true)) return; // its answer is on the way
        return refuse_exchange({503, "unavailable"}, std::move(exchange_->about), Afterwards::close, exchange_->began);
    case Phase::writing: {
        error_code ignored; // what the peer does not read must not stay in the kernel either
        socket_.set_option(tcp::socket::linger{true, 0}, ignored);
        return close();
    }
    case Phase::idle:
    case Phase::draining:
    case Phase::closed:
        return close();
    }
}

} // namespace assetbuddy::platform::http
