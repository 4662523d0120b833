#pragma once

#include <vector>

#include "access/call.h"
#include "assets/asset.h"
#include "base/id.h"
#include "base/result.h"

namespace assetbuddy::assets {

/// The piece of equipment of that id, where the caller may see it. Errors: not_found.
base::Result<Asset> find_visible(access::Call& call, const base::AssetId& id);

/// Whether the caller sees the register, or their site's part of it: not only what a defect of theirs is on (EXT-2).
bool sees_register(const access::Call& call);
/// The same, for verbs. Errors: forbidden.
base::Done require_register(const access::Call& call);

/// What happened to it, the newest first; for whoever sees it in the register. Somebody who sees it only because a
/// defect of it is theirs reads none of it (EXT-2).
std::vector<Event> history(access::Call& call, const Asset& asset);

} // namespace assetbuddy::assets
