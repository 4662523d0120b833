#pragma once

#include "access/call.h"
#include "base/result.h"
#include "organisations/organisation.h"

namespace assetbuddy::organisations {

/// The caller's organisation with its settings. Errors: forbidden (organisation:settings).
base::Result<Organisation> show(access::Call& call);

} // namespace assetbuddy::organisations
