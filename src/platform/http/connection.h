#pragma once

#include "platform/http/edge.h"
#include "platform/http/exchange.h"

namespace assetbuddy::platform::http {

/// One client's connection: reads a request, has it handled, writes the answer, begins again. Everything runs on the
/// edge's thread. While a request is handled nothing is read, so that pipelined ones wait and keep their order.
class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(Edge& edge, tcp::socket socket, const Address& peer, const Address& household);

    void start();
    void close();
    /// At the end of the server: a request that has arrived already is still answered.
    void close_unless_readable();
    [[nodiscard]] bool is_late(SteadyTime now) const;
    /// Does what the passed deadline asks for: 408, 503, or only closing.
    void end_late();
    /// Whether a client waits for an answer or its rest.
    [[nodiscard]] bool is_under_way() const;
    [[nodiscard]] const Address& household() const { return household_; }

  private:
    enum class Phase { idle, head, body, handling, writing, draining, closed };

    void wait_readable();
    void read_some();
    void take(std::string_view bytes);
    void keep_unread(std::string_view rest, std::size_t used);
    void begin_request();
    void become_idle();
    void leave_idle();
    void begin_body();
    void dispatch();
    void fill_client(Request& request) const;
    void answered(const std::shared_ptr<Exchange>& exchange);
    void refuse(const Refusal& refusal, Afterwards afterwards);
    void refuse_exchange(Refusal refusal, Request about, Afterwards afterwards, SteadyTime began);
    void begin_write(std::shared_ptr<Exchange> exchange);
    void write_some();
    void end_write();
    void drain();
    [[nodiscard]] bool is_slow(SteadyTime now) const;

    Edge& edge_;
    tcp::socket socket_;
    const Address peer_;
    const Address household_;
    Phase phase_ = Phase::idle;
    SteadyTime phase_began_{};
    SteadyTime deadline_{};
    std::string unread_; // arrived, but not used up yet
    std::unique_ptr<RequestReader> reader_;
    std::shared_ptr<Exchange> exchange_; // from dispatch to the end of writing
    std::size_t moved_ = 0;              // bytes written of the answer, or dropped while draining
    std::optional<Edge::Idle::iterator> idle_place_;
    bool has_asked_ = false; // whether a first request has begun
};

} // namespace assetbuddy::platform::http
