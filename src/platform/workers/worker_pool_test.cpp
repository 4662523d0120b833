#include "platform/workers/worker_pool.h"

#include <atomic>
#include <latch>
#include <thread>

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

TEST(WorkerPool, ParkingElsewhereDoesNothing)
{
    const Parked parked;
    SUCCEED();
}

} // namespace
} // namespace assetbuddy::platform::workers
