#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

namespace assetbuddy::access {

/// A number counted up to a limit: beyond it only that there are more is known.
struct BoundedCount {
    std::int64_t value = 0;
    bool is_more = false;
    bool operator==(const BoundedCount&) const = default;

    /// Of what was counted up to one more than `most`.
    static BoundedCount of(std::int64_t counted, std::int64_t most)
    {
        return {std::min(counted, most), counted > most};
    }
    /// Of several together.
    BoundedCount& operator+=(const BoundedCount& other)
    {
        value += other.value;
        is_more = is_more || other.is_more;
        return *this;
    }
};

/// "1,204", or "10,000+" where there are more.
inline std::string in_words(const BoundedCount& count)
{
    constexpr std::size_t group = 3;
    auto text = std::to_string(count.value);
    for (auto at = text.size(); at > group; at -= group) text.insert(at - group, 1, ',');
    return count.is_more ? text + "+" : text;
}

} // namespace assetbuddy::access
