#pragma once

#include <string_view>

namespace assetbuddy::outbox {

/// What letters are sealed for (R-MAIL-10); the letter's id is the context.
inline constexpr std::string_view seal_purpose = "outbox letter";

} // namespace assetbuddy::outbox
