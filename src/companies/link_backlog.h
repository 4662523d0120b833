#pragma once

#include <cstdint>

#include "access/kernel.h"

namespace assetbuddy::companies {

/// EXT-8 for what was there before the register: the companies that people's rows name are made, and the rows point to
/// them (migration 0026). Nothing is done where nothing waits. Several processes may do so at once; one that was
/// interrupted goes on. Returns how many names were dealt with.
std::int64_t link_backlog(const access::Kernel& kernel);

} // namespace assetbuddy::companies
