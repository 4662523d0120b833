#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace assetbuddy::testing {

/// An answer as it came over the wire. Header names in lower case; of repeated ones the last.
struct RawAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;
    std::string body;
    [[nodiscard]] std::string header(const std::string& name) const;
};

/// A plain socket to a server on this machine, for saying what no HTTP client would say. Every wait ends after ten
/// seconds.
class RawClient {
  public:
    explicit RawClient(std::uint16_t port, const std::string& address = "127.0.0.1");
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    /// False when the server takes no more.
    bool send(std::string_view bytes);
    /// The next answer; nothing when the connection ended before one was whole. Answers to HEAD have no body to wait
    /// for.
    enum class Body { expected, none };
    std::optional<RawAnswer> receive(Body body = Body::expected);
    /// Whether the server ends the connection within the time, whatever else it sends before.
    bool is_closed_within(std::chrono::milliseconds time);
    /// No more from us, but we still listen.
    void half_close();
    /// Ends with RST.
    void reset();
    /// Makes the kernel take little from the server at once; call it before the server sends.
    void shrink_receive_buffer();
    [[nodiscard]] int descriptor() const { return descriptor_; }

  private:
    bool receive_more(std::chrono::milliseconds time);
    int descriptor_ = -1;
    std::string arrived_;
    bool has_ended_ = false;
};

} // namespace assetbuddy::testing
