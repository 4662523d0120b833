#pragma once

#include <cstdint>

#include "access/kernel.h"

namespace assetbuddy::invitations {

/// INV-25: sends the reminders that are due in every organisation that wants them, with a new link and code (where the
/// code was told by phone: a further link alone); lifetime and attempts stay. Held ones, and those whose first mail did
/// not arrive, are passed over. An organisation whose day is used up goes on tomorrow. Returns how many left.
std::int64_t send_reminders(const access::Kernel& kernel);

/// INV-25, R-DATA-2: removes what was declined, revoked or never answered 90 days ago, with its letters. Those never
/// answered end for good then (INV-24). Returns how many went.
std::int64_t remove_outlived(const access::Kernel& kernel);

} // namespace assetbuddy::invitations
