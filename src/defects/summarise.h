#pragma once

#include <cstdint>

#include "access/kernel.h"

namespace assetbuddy::defects {

/// EXT-6: in every organisation whose round has come, mails each active external person who has something to do a list
/// of it, once a round, however many servers look; then plans the next round. Returns how many were told.
std::int64_t send_summaries(const access::Kernel& kernel);

} // namespace assetbuddy::defects
