#pragma once

#include <cstdint>

#include "access/kernel.h"

namespace assetbuddy::organisations {

/// Takes away sign-ups whose mailbox was not proven within seven days: account, organisation and all of its rows
/// (R-INV-12). For the server's background worker; returns how many went.
std::int64_t remove_unconfirmed(const access::Kernel& kernel);

} // namespace assetbuddy::organisations
