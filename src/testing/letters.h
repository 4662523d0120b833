#pragma once

#include <string>
#include <string_view>

#include "testing/world.h"

namespace assetbuddy::testing_support {

/// The opened data of the newest letter of a kind to an address; empty when there is none, or it was sent or cancelled.
std::string newest_letter(World& world, std::string_view kind, std::string_view recipient);

/// How many letters of a kind were written to an address.
std::int64_t count_letters(World& world, std::string_view kind, std::string_view recipient);

} // namespace assetbuddy::testing_support
