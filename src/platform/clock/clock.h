#pragma once

#include <atomic>

#include "base/time.h"

namespace assetbuddy::platform::clock {

/// The only source of "now" (R-REL-9). Waiting uses the steady clock, never this.
class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual base::Time now() const = 0;
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] base::Time now() const override
    {
        return std::chrono::time_point_cast<base::Duration>(std::chrono::system_clock::now());
    }
};

/// Stands still until told: for tests.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(base::Time start) : now_(base::to_microseconds(start)) {}
    [[nodiscard]] base::Time now() const override { return base::from_microseconds(now_.load()); }
    void advance(base::Duration by) { now_ += by.count(); }
    void set(base::Time time) { now_ = base::to_microseconds(time); }

  private:
    std::atomic<std::int64_t> now_;
};

} // namespace assetbuddy::platform::clock
