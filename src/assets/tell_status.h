#pragma once

#include <string>

#include "access/call.h"
#include "assets/asset.h"
#include "base/id.h"

namespace assetbuddy::assets {

/// Writes a change of status into the history of the equipment and into the audit log (AUD-1).
void tell_status(access::Call& call, const base::AssetId& id, Status before, Status after, const std::string& reason);

} // namespace assetbuddy::assets
