#include "server/dice.h"

namespace assetbuddy::server {

std::uint64_t Dice::next()
{
    state_ += 0x9E3779B97F4A7C15ULL;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
}

std::size_t Dice::below(std::size_t limit)
{
    return static_cast<std::size_t>(next() % limit);
}

} // namespace assetbuddy::server
