#pragma once

#include <cstdint>

#include "access/kernel.h"

namespace assetbuddy::defects {

/// NOT-1: tells those who verify at each site of its defects that wait too long, each once a day however many servers
/// look; several of one site at once. Returns how many defects were told.
std::int64_t escalate(const access::Kernel& kernel);

} // namespace assetbuddy::defects
