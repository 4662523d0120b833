#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>

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
/// not workers, nothing is counted.
///
/// Who waits for another thread waits by it: a job is then woken once, when it may go on, and not first for its answer
/// and then for its place.
class Parked {
  public:
    Parked();
    ~Parked();
    Parked(const Parked&) = delete;
    Parked& operator=(const Parked&) = delete;

    /// Until `wake` or `resume` was called; one call, one return.
    void wait();
    /// False when nobody called for so long. Whoever still could must be kept from it, or waited for.
    [[nodiscard]] bool wait_for(std::chrono::milliseconds longest);

    /// By another thread: its owner goes on at once, still parked.
    void wake() { ring(false); }
    /// By another thread: its owner goes on as soon as it may count again, and counts from then on. Not to be called
    /// holding a mutex that the owner will want.
    void resume();

  private:
    friend class WorkerPool;
    void ring(bool counts);
    void wait_to_count();

    std::shared_ptr<WorkerPool::State> pool_; // only of the outermost on a worker: nothing else is counted
    std::mutex mutex_;
    std::condition_variable called_;
    bool is_called_ = false;
    bool counts_ = false;
};

} // namespace assetbuddy::platform::workers
