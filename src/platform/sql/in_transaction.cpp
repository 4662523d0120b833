#include "platform/sql/in_transaction.h"

#include <chrono>
#include <cstdint>
#include <thread>

#include "platform/crypto/crypto.h"
#include "platform/workers/worker_pool.h"

namespace assetbuddy::platform::sql {

void wait_before_retry(int attempt)
{
    std::uint8_t spread = 0; // keeps competitors apart
    crypto::system_random().fill(&spread, sizeof(spread));
    const double base = 5.0 * static_cast<double>(1 << attempt);
    const double factor = 0.5 + static_cast<double>(spread) / 255.0;
    const workers::Parked parked;
    std::this_thread::sleep_for(std::chrono::duration<double, std::milli>{base * factor});
}

} // namespace assetbuddy::platform::sql
