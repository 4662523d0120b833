#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace assetbuddy::server {

/// What has to be kept of a key that was replaced, and for how long: its sub-keys of purposes whose texts only a keyed
/// hash is left of, or that lie in browsers. `life` none: as long as there are unused recovery codes of that key.
struct FormerPart {
    std::string purpose;
    std::optional<base::Duration> life;
};
std::vector<FormerPart> former_parts();

} // namespace assetbuddy::server
