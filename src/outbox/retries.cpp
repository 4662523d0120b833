#include "outbox/retries.h"

#include <algorithm>
#include <array>

#include "outbox/limits.h"

namespace assetbuddy::outbox {

base::Duration pause_after(std::int64_t failures)
{
    using std::chrono::minutes;
    constexpr std::array pauses{minutes{1}, minutes{5}, minutes{15}, minutes{30}, minutes{60}};
    const auto last = static_cast<std::int64_t>(pauses.size()) - 1;
    return pauses.at(static_cast<std::size_t>(std::clamp<std::int64_t>(failures - 1, 0, last)));
}

base::Duration jittered(base::Duration pause, platform::crypto::Random& random)
{
    std::array<std::uint8_t, 2> bytes{};
    random.fill(bytes.data(), bytes.size());
    const std::int64_t dice = bytes[0] * 256 + bytes[1]; // 0..65535 → 80 %..120 %
    return pause * 4 / 5 + pause * dice * 2 / 5 / 65535;
}

void Breaker::note_failure(base::Time now)
{
    if (++failures_ < failures_before_pause) return;
    pause_ = std::clamp<base::Duration>(pause_ * 2, shortest_pause, longest_pause);
    closed_until_ = now + pause_;
}

void Breaker::note_success()
{
    *this = Breaker{};
}

} // namespace assetbuddy::outbox
