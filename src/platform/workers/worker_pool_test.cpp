#include "platform/workers/worker_pool.h"

#include <atomic>
#include <chrono>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace assetbuddy::platform::workers {
namespace {

TEST(WorkerPool, RunsEveryJobBeforeItEnds)
{
    std::atomic<int> done = 0;
    {
        WorkerPool pool{{.running = 3, .parked = 4, .queue = 1000}};
        for (int i = 0; i < 500; ++i) EXPECT_TRUE(pool.submit([&] { ++done; }));
    }
    EXPECT_EQ(done, 500);
}

TEST(WorkerPool, NeverRunsMoreThanAllowed)
{
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    {
        WorkerPool pool{{.running = 2, .parked = 8, .queue = 1000}};
        for (int i = 0; i < 200; ++i)
            EXPECT_TRUE(pool.submit([&] {
                const int now = ++running;
                for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
                }
                std::this_thread::yield();
                --running;
            }));
    }
    EXPECT_LE(most, 2);
    EXPECT_GE(most, 1);
}

TEST(WorkerPool, RefusesWhenTheQueueIsFull)
{
    std::latch release{1};
    WorkerPool pool{{.running = 1, .parked = 0, .queue = 2}};
    std::latch started{1};
    EXPECT_TRUE(pool.submit([&] { started.count_down(), release.wait(); }));
    started.wait();
    EXPECT_TRUE(pool.submit([] {}));
    EXPECT_TRUE(pool.submit([] {}));
    EXPECT_FALSE(pool.submit([] {}));
    EXPECT_EQ(pool.waiting(), 2U);
    release.count_down();
}

/// 64 jobs that wait must all have started, although only two may run at once.
TEST(WorkerPool, ParkedJobsLetOthersStart)
{
    constexpr int jobs = 64;
    std::latch all_waiting{jobs};
    std::atomic<int> done = 0;
    {
        WorkerPool pool{{.running = 2, .parked = jobs, .queue = 1000}};
        for (int i = 0; i < jobs; ++i)
            EXPECT_TRUE(pool.submit([&] {
                {
                    const Parked parked;
                    all_waiting.arrive_and_wait();
                }
                ++done;
            }));
    }
    EXPECT_EQ(done, jobs);
}

TEST(WorkerPool, JobsThatComeBackFromParkingCountAgain)
{
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    {
        WorkerPool pool{{.running = 2, .parked = 16, .queue = 1000}};
        for (int i = 0; i < 100; ++i)
            EXPECT_TRUE(pool.submit([&] {
                {
                    const Parked parked;
                    std::this_thread::yield();
                }
                const int now = ++running;
                for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
                }
                std::this_thread::yield();
                --running;
            }));
    }
    EXPECT_LE(most, 2);
}

TEST(WorkerPool, ParkingInsideParkingCountsOnce)
{
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    {
        WorkerPool pool{{.running = 2, .parked = 16, .queue = 1000}};
        for (int i = 0; i < 100; ++i)
            EXPECT_TRUE(pool.submit([&] {
                {
                    const Parked outer;
                    const Parked inner;
                }
                const int now = ++running;
                for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
                }
                std::this_thread::yield();
                --running;
            }));
    }
    EXPECT_LE(most, 2);
}

/// Many jobs wait for one thread's word. Whoever is resumed counts at once: never more run than may.
TEST(WorkerPool, AResumedJobGoesOnWhenItMayCount)
{
    constexpr int jobs = 200;
    std::mutex mutex;
    std::vector<Parked*> waiting;
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    std::atomic<int> done = 0;
    {
        WorkerPool pool{{.running = 2, .parked = 32, .queue = 1000}};
        std::jthread other{[&] {
            while (done < jobs) {
                std::vector<Parked*> called;
                {
                    const std::scoped_lock lock{mutex};
                    called.swap(waiting);
                }
                for (auto* each : called) each->resume();
                if (called.empty()) std::this_thread::yield();
            }
        }};
        for (int i = 0; i < jobs; ++i)
            EXPECT_TRUE(pool.submit([&] {
                {
                    Parked parked;
                    {
                        const std::scoped_lock lock{mutex};
                        waiting.push_back(&parked);
                    }
                    parked.wait();
                }
                const int now = ++running;
                for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
                }
                std::this_thread::yield();
                --running;
                ++done;
            }));
    }
    EXPECT_EQ(done, jobs);
    EXPECT_LE(most, 2);
}

/// Woken, it goes on although no place is free; to count again it has to wait for one.
TEST(WorkerPool, AWokenJobStaysParked)
{
    std::atomic<Parked*> waiting = nullptr;
    std::latch woken{1};
    std::latch release{1};
    std::latch occupied{1};
    std::atomic<bool> is_back = false;
    WorkerPool pool{{.running = 1, .parked = 4, .queue = 10}};
    EXPECT_TRUE(pool.submit([&] {
        {
            Parked parked;
            waiting = &parked;
            waiting.notify_one();
            parked.wait();
            woken.count_down();
        }
        is_back = true;
    }));
    waiting.wait(nullptr);
    EXPECT_TRUE(pool.submit([&] { occupied.count_down(), release.wait(); }));
    occupied.wait();
    waiting.load()->wake();
    woken.wait();
    EXPECT_FALSE(is_back);
    release.count_down();
}

TEST(WorkerPool, NobodyCallsInTime)
{
    Parked parked;
    EXPECT_FALSE(parked.wait_for(std::chrono::milliseconds{1}));
    parked.resume();
    EXPECT_TRUE(parked.wait_for(std::chrono::minutes{1}));
    EXPECT_FALSE(parked.wait_for(std::chrono::milliseconds{1})) << "one call, one return";
}

TEST(WorkerPool, ParkingElsewhereDoesNothing)
{
    const Parked parked;
    SUCCEED();
}

} // namespace
} // namespace assetbuddy::platform::workers
