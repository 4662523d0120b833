#include "platform/sql/in_transaction.h"

#include <chrono>
#include <random>
#include <thread>

#include "platform/workers/worker_pool.h"

namespace assetbuddy::platform::sql {

void wait_before_retry(int attempt)
{
    // Only spreads competitors apart; nothing secret hangs on it.
    static thread_local std::minstd_rand spread{std::random_device{}()};
    const double base = 5.0 * static_cast<double>(1 << attempt);
    const double factor = std::uniform_real_distribution{0.5, 1.5}(spread);
    const workers::Parked parked;
    std::this_thread::sleep_for(std::chrono::duration<double, std::milli>{base * factor});
}

} // namespace assetbuddy::platform::sql
