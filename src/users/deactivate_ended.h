#pragma once

#include <cstdint>

#include "access/kernel.h"

namespace assetbuddy::users {

/// EXT-7: places whose last day of access is over in their organisation's time zone are deactivated, each in a
/// transaction of its own; waiting new addresses whose time is over are taken back. For the server's background worker.
/// Returns how many places ended.
std::int64_t deactivate_ended(const access::Kernel& kernel);

} // namespace assetbuddy::users
