#include "server/background.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/log/log.h"

namespace assetbuddy::server {

struct Background::State {
    struct Turn {
        Duty duty;
        std::chrono::steady_clock::time_point next;
    };
    std::vector<Turn> turns;
    std::mutex mutex;
    std::condition_variable stopped;
    bool stopping = false;
    std::thread thread;

    void run()
    {
        std::unique_lock lock{mutex};
        while (!stopping) {
            auto& turn = *std::ranges::min_element(turns, {}, &Turn::next);
            if (stopped.wait_until(lock, turn.next, [this] { return stopping; })) break;
            lock.unlock();
            try {
                turn.duty.work();
            } catch (const std::exception& fault) {
                platform::log::error("background.failed", {{"duty", turn.duty.name}, {"what", fault.what()}});
            }
            turn.next = std::chrono::steady_clock::now() + turn.duty.every;
            lock.lock();
        }
    }
};

Background::Background(std::vector<Duty> duties) : state_(std::make_unique<State>())
{
    const auto now = std::chrono::steady_clock::now();
    for (auto& duty : duties) state_->turns.push_back({duty, now + duty.every});
    state_->thread = std::thread{[state = state_.get()] { state->run(); }};
}

Background::~Background()
{
    {
        const std::scoped_lock lock{state_->mutex};
        state_->stopping = true;
    }
    state_->stopped.notify_all();
    state_->thread.join();
}

} // namespace assetbuddy::server
