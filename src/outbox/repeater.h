#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace assetbuddy::outbox {

/// While it lives, does something again and again on a thread of its own; the first time after one interval.
class Repeater {
  public:
    Repeater(std::chrono::milliseconds interval, std::function<void()> work);

  private:
    std::jthread thread_;
};

} // namespace assetbuddy::outbox
