#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace assetbuddy::server {

/// Numbers that look random and are the same for the same seed (SplitMix64). For example data; no secret may come from
/// them.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    /// 0 to `limit` - 1.
    std::size_t below(std::size_t limit);
    /// True in so many cases of a thousand.
    bool in_thousand(std::size_t share) { return below(1000) < share; }
    std::string_view pick(std::span<const std::string_view> from) { return from[below(from.size())]; }

  private:
    std::uint64_t state_;
};

} // namespace assetbuddy::server
