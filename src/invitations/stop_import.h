#pragma once

#include "access/call.h"
#include "base/result.h"
#include "invitations/import.h"

namespace assetbuddy::invitations {

/// Stops an import that runs or waits: who was invited stays so, the lines left invite nobody. A batch under way is
/// finished first. Its sender is told. Errors: not_found (also without users:invite), wrong_state (it has ended).
base::Done stop_import(access::Call& call, const ImportId& id);

} // namespace assetbuddy::invitations
