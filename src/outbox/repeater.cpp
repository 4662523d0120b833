#include "outbox/repeater.h"

#include <condition_variable>
#include <mutex>

namespace assetbuddy::outbox {

Repeater::Repeater(std::chrono::milliseconds interval, std::function<void()> work)
    : thread_([interval, work = std::move(work)](const std::stop_token& stop) {
          std::mutex mutex;
          std::condition_variable_any waiting;
          std::unique_lock lock{mutex};
          while (!stop.stop_requested()) {
              waiting.wait_for(lock, stop, interval, [] { return false; });
              if (!stop.stop_requested()) work();
          }
      })
{}

} // namespace assetbuddy::outbox
