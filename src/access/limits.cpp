#include "access/limits.h"

#include <algorithm>

#include <arpa/inet.h>

namespace assetbuddy::access {
namespace {

constexpr std::size_t most_addresses = 100'000;
constexpr auto window = std::chrono::minutes{1};

/// IPv4 as it is, IPv6 as its /64: one household or office can change the lower half at will.
std::string bucket_of(std::string_view address)
{
    std::string text{address};
    in6_addr parsed{};
    if (inet_pton(AF_INET6, text.c_str(), &parsed) != 1) return text;
    return {reinterpret_cast<const char*>(parsed.s6_addr), 8};
}

} // namespace

std::int64_t GuessLimiter::seconds_to_wait(std::string_view address, base::Time now)
{
    const std::scoped_lock lock{mutex_};
    const auto found = buckets_.find(bucket_of(address));
    if (found == buckets_.end()) return 0;
    const auto ends = found->second.since + window;
    if (now >= ends || found->second.wrong < per_minute_) return 0;
    return std::chrono::ceil<std::chrono::seconds>(ends - now).count();
}

void GuessLimiter::note_wrong(std::string_view address, base::Time now)
{
    const std::scoped_lock lock{mutex_};
    if (buckets_.size() >= most_addresses)
        std::erase_if(buckets_, [now](const auto& entry) { return entry.second.since + window <= now; });
    if (buckets_.size() >= most_addresses) buckets_.erase(buckets_.begin());
    auto& bucket = buckets_[bucket_of(address)];
    if (bucket.wrong == 0 || bucket.since + window <= now) bucket = {now, 0};
    ++bucket.wrong;
}

void LastUses::note(Use use)
{
    const std::scoped_lock lock{mutex_};
    auto key = use.session.text() + use.api_token;
    uses_.insert_or_assign(std::move(key), std::move(use));
}

std::vector<LastUses::Use> LastUses::take()
{
    const std::scoped_lock lock{mutex_};
    std::vector<Use> taken;
    taken.reserve(uses_.size());
    for (auto& [key, use] : uses_) taken.push_back(std::move(use));
    uses_.clear();
    return taken;
}

} // namespace assetbuddy::access
