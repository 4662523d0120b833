#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "outbox/delivery.h"
#include "platform/http/message.h"

namespace assetbuddy::server {

/// The access log and the metrics of finished exchanges. Thread-safe.
class Observed {
  public:
    explicit Observed(std::string metrics_token);
    ~Observed();
    Observed(const Observed&) = delete;
    Observed& operator=(const Observed&) = delete;

    void note(const platform::http::Request& request, const platform::http::Response& response,
              std::chrono::microseconds took);
    /// What became of a letter.
    void note(const outbox::Report& report);
    /// GET /metrics: for a loopback peer without X-Forwarded-For, or with the token (contract.md).
    platform::http::Response metrics(const platform::http::Request& request) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace assetbuddy::server
