#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace assetbuddy::platform::workers {

/// Runs jobs on threads behind a bounded queue. At most `running` jobs run at once; a job that waits for something
/// (the writer's commit, a password hash) says so with `Parked` and then does not count, so that up to `parked` further
/// jobs can go on and many waiting writers share one commit.
class WorkerPool {
  public:
    struct Limits {
        std::size_t running = 4;
        std::size_t parked = 128;
        std::size_t queue = 1024;
    };
    explicit WorkerPool(Limits limits);
    /// Finishes what is queued, then ends.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// False at once when the queue is full: the caller answers 503. A job lets no exception out.
    [[nodiscard]] bool submit(std::move_only_function<void()> job);
    [[nodiscard]] std::size_t waiting() const;

    struct State;

  private:
    friend class Parked;
    std::shared_ptr<State> state_;
};

/// While it lives, the calling thread's job does not count as running; its end waits until it may count again. So never
/// let it end while holding a mutex: whoever runs meanwhile may need that one. Inside another, and on threads that are
/// not workers, it does nothing.
class Parked {
  public:
    Parked();
    ~Parked();
    Parked(const Parked&) = delete;
    Parked& operator=(const Parked&) = delete;
};

} // namespace assetbuddy::platform::workers
