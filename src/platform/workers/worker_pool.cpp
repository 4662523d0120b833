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

/// Nobody is woken under the mutex: who wakes would only run into it.
struct WorkerPool::State {
    Limits limits;
    mutable std::mutex mutex;
    std::condition_variable work;    // a job waits and a place is free
    std::condition_variable emptied; // every job was done
    std::deque<std::move_only_function<void()>> queue;
    std::deque<Parked*> returning; // parked jobs that want their place back; they go before new ones
    std::size_t running = 0;
    std::size_t unfinished = 0; // taken and not yet done, parked ones too
    std::size_t idle = 0;
    bool ending = false;
    std::vector<std::thread> threads;

    [[nodiscard]] bool may_start() const { return !queue.empty() && running < limits.running; }

    /// With the mutex held: whether an idle thread has to be told of the next job. Starts one where none is idle.
    [[nodiscard]] bool needs_a_hand(const std::shared_ptr<State>& self)
    {
        if (!may_start()) return false;
        if (idle > 0) return true;
        if (threads.size() < limits.running + limits.parked && !ending) start_thread(self);
        return false;
    }

    /// With the mutex held: whether a parked job counts again from now on. Else it is told when a place gets free.
    [[nodiscard]] bool takes_place(Parked* parked)
    {
        if (running < limits.running) {
            ++running;
            return true;
        }
        returning.push_back(parked);
        return false;
    }

    /// With the mutex held: gives a place that got free to who returns to it first.
    [[nodiscard]] Parked* hand_on_place()
    {
        --running;
        if (returning.empty()) return nullptr;
        auto* next = returning.front();
        returning.pop_front();
        ++running;
        return next;
    }

    void start_thread(const std::shared_ptr<State>& self)
    try {
        threads.emplace_back([self] { self->run(self); });
    } catch (const std::system_error&) {
        if (threads.empty()) throw; // else those there are will take the job when they are done
    }

    void run(const std::shared_ptr<State>& self);
    void run_one(const std::shared_ptr<State>& self, std::unique_lock<std::mutex>& lock);
};

namespace {
/// The pool of the calling thread; none on other threads.
thread_local std::shared_ptr<WorkerPool::State> own_pool;
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
        run_one(self, lock);
    }
}

void WorkerPool::State::run_one(const std::shared_ptr<State>& self, std::unique_lock<std::mutex>& lock)
{
    auto job = std::move(queue.front());
    queue.pop_front();
    ++running;
    ++unfinished;
    const bool calls = needs_a_hand(self);
    lock.unlock();
    if (calls) work.notify_one();
    job();
    job = nullptr; // its captures end outside the lock
    lock.lock();
    auto* next = hand_on_place();
    --unfinished;
    if (unfinished == 0 && queue.empty()) emptied.notify_all();
    if (next == nullptr) return;
    lock.unlock();
    next->ring(true);
    lock.lock();
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
    std::unique_lock lock{state_->mutex};
    if (state_->ending || state_->queue.size() >= state_->limits.queue) return false;
    state_->queue.push_back(std::move(job));
    const bool calls = state_->needs_a_hand(state_);
    lock.unlock();
    if (calls) state_->work.notify_one();
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
    pool_ = own_pool;
    std::unique_lock lock{pool_->mutex};
    auto* next = pool_->hand_on_place();
    const bool calls = next == nullptr && pool_->needs_a_hand(pool_);
    lock.unlock();
    if (next != nullptr) next->ring(true);
    if (calls) pool_->work.notify_one();
}

Parked::~Parked()
{
    if (own_pool) --parked_depth;
    if (pool_) wait_to_count();
}

void Parked::wait()
{
    std::unique_lock lock{mutex_};
    called_.wait(lock, [this] { return is_called_; });
    is_called_ = false;
}

bool Parked::wait_for(std::chrono::milliseconds longest)
{
    std::unique_lock lock{mutex_};
    if (!called_.wait_for(lock, longest, [this] { return is_called_; })) return false;
    is_called_ = false;
    return true;
}

void Parked::resume()
{
    if (const auto pool = pool_) { // a copy: once the mutex is free the owner may leave
        const std::scoped_lock lock{pool->mutex};
        if (!pool->takes_place(this)) return; // whoever gives the next place back rings
    }
    ring(true);
}

/// Under its own mutex to the end: the owner may leave as soon as that is free.
void Parked::ring(bool counts)
{
    const std::scoped_lock lock{mutex_};
    is_called_ = true;
    counts_ = counts_ || counts;
    called_.notify_one();
}

void Parked::wait_to_count()
{
    {
        const std::scoped_lock lock{mutex_};
        if (counts_) return;
    }
    {
        const std::scoped_lock lock{pool_->mutex};
        if (pool_->takes_place(this)) return;
    }
    std::unique_lock lock{mutex_};
    called_.wait(lock, [this] { return counts_; });
}

} // namespace assetbuddy::platform::workers
