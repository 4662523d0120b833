#pragma once

#include <cstdint>

#include "access/kernel.h"

namespace assetbuddy::invitations {

/// Tells inviters of mails that were given up on (INV-12, NOT-1): one notice a turn for each, however many mails. For
/// the background, once a minute. Returns of how many invitations somebody was told.
std::int64_t tell_failed(const access::Kernel& kernel);

} // namespace assetbuddy::invitations
