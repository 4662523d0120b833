#include "platform/workers/worker_pool.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "platform/workers/responsive.h"

namespace assetbuddy::platform::workers {

struct WorkerPool::State {
    Limits limits;
    mutable std::mutex mutex;
    std::condition_variable work;    // a job waits and a place is free
    std::condition_variable resumed; // a parked job may run again
    std::condition_variable emptied; // every job was done
    std::deque<std::move_only_function<void()>> queue;
    std::size_t running = 0;
    std::size_t unfinished = 0; // taken and not yet done, parked ones too
    std::size_t idle = 0;
    std::size_t returning = 0; // parked jobs that want their place back; they go before new ones
    bool ending = false;
    std::vector<std::thread> threads;

    [[nodiscard]] bool may_start() const { return !queue.empty() && running + returning < limits.running; }

    /// Called with the mutex held: makes sure that somebody takes the next job.
    void call_somebody(const std::shared_ptr<State>& self)
    {
        if (!may_start()) return;
        if (idle > 0) {
            work.notify_one();
        } else if (threads.size() < limits.running + limits.parked && !ending) {
            start_thread(self);
        }
    }

    void start_thread(const std::shared_ptr<State>& self)
    try {
        threads.emplace_back([self] { self->run(self); });
    } catch (const std::system_error&) {
        if (threads.empty()) throw; // else those there are will take the job when they are done
    }

    void run(const std::shared_ptr<State>& self);
};

namespace {
/// The pool of the calling thread; none on other threads.
thread_local std::shared_ptr<void> own_pool;
/// Only the outermost Parked of a thread gives its place away.
thread_local int parked_depth = 0;
} // namespace

void WorkerPool::State::run(const std::shared_ptr<State>& self)
{
    own_pool = self;
    run_in_short_turns();
    std::unique_lock lock{mutex};
    for (;;) {
        ++idle;
        work.wait(lock, [this] { return may_start() || (ending && queue.empty()); });
        --idle;
        if (!may_start()) return;
        auto job = std::move(queue.front());
        queue.pop_front();
        ++running;
        ++unfinished;
        call_somebody(self);
        lock.unlock();
        job();
        job = nullptr; // its captures end outside the lock
        lock.lock();
        --running;
        --unfinished;
        if (returning > 0) resumed.notify_one();
        call_somebody(self);
        if (unfinished == 0 && queue.empty()) emptied.notify_all();
    }
}

WorkerPool::WorkerPool(Limits limits) : state_(std::make_shared<State>())
{
    state_->limits = limits;
}

WorkerPool::~WorkerPool()
{
    std::vector<std::thread> threads;
    {
        // Waiting jobs may need others to start before they can go on, so threads end only when all is done.
        std::unique_lock lock{state_->mutex};
        state_->emptied.wait(lock, [this] { return state_->unfinished == 0 && state_->queue.empty(); });
        state_->ending = true;
        threads = std::move(state_->threads);
    }
    state_->work.notify_all();
    for (auto& thread : threads) thread.join();
}

bool WorkerPool::submit(std::move_only_function<void()> job)
{
    const std::scoped_lock lock{state_->mutex};
    if (state_->ending || state_->queue.size() >= state_->limits.queue) return false;
    state_->queue.push_back(std::move(job));
    state_->call_somebody(state_);
    return true;
}

std::size_t WorkerPool::waiting() const
{
    const std::scoped_lock lock{state_->mutex};
    return state_->queue.size();
}

Parked::Parked()
{
    if (!own_pool || parked_depth++ > 0) return;
    const auto pool = std::static_pointer_cast<WorkerPool::State>(own_pool);
    const std::scoped_lock lock{pool->mutex};
    --pool->running;
    if (pool->returning > 0) pool->resumed.notify_one();
    pool->call_somebody(pool);
}

Parked::~Parked()
{
    if (!own_pool || --parked_depth > 0) return;
    const auto pool = std::static_pointer_cast<WorkerPool::State>(own_pool);
    std::unique_lock lock{pool->mutex};
    ++pool->returning;
    pool->resumed.wait(lock, [&] { return pool->running < pool->limits.running; });
    --pool->returning;
    ++pool->running;
}

} // namespace assetbuddy::platform::workers
