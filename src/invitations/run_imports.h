#pragma once

#include <cstdint>
#include <string>

#include "access/kernel.h"

namespace assetbuddy::invitations {

/// INV-13, INV-22: goes on with one of the imports that run, whosever it is, for a turn of a few hundred rows, a few of
/// them in one transaction; the next call takes the next one. Several servers share the work by leases; what a server
/// that died had under way comes back when its lease is over, and no row is invited twice. A row is judged again at its
/// turn, with the rights its sender has then; a sender who may not invite any more stops the import. Waits where the
/// organisation's day is used up, or mails wait to leave. `worker`: unique for the process. Answers how many rows had
/// their turn.
std::int64_t run_imports(const access::Kernel& kernel, const std::string& worker);

/// Removes imports 30 days after they were made, and those never loaded to the end. Answers how many went.
std::int64_t remove_outlived_imports(const access::Kernel& kernel);

} // namespace assetbuddy::invitations
