#pragma once

#include <chrono>
#include <cstdint>

#include "base/time.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::outbox {

/// R-MAIL-4: 1, 5, 15, 30, 60 minutes, then hourly; `failures` counts from 1.
base::Duration pause_after(std::int64_t failures);

/// The pause made up to a fifth shorter or longer, so that letters that failed together do not come back together.
base::Duration jittered(base::Duration pause, platform::crypto::Random& random);

/// Keeps away from a host that does not answer: after five failures in a row it closes for a minute, then for twice as
/// long each time, until one mail gets through.
class Breaker {
  public:
    void note_failure(base::Time now);
    void note_success();
    [[nodiscard]] bool lets_through(base::Time now) const { return now >= closed_until_; }

  private:
    std::int64_t failures_ = 0;
    base::Duration pause_{};
    base::Time closed_until_{};
};

} // namespace assetbuddy::outbox
