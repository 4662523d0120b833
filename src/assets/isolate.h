#pragma once

#include <string>

#include "access/call.h"
#include "base/id.h"

namespace assetbuddy::assets {

// What defects do to the status of equipment, for the room above. No permission asked: the verbs of defects decide.

/// DEF-1: takes it out of service, if it is in use. Holds it until the transaction ends.
void isolate(access::Call& call, const base::AssetId& id, const std::string& reason);
/// DEF-3: back into service when no other open defect isolates it. To be called after the defect was written.
void release(access::Call& call, const base::AssetId& id, const std::string& reason);

} // namespace assetbuddy::assets
