#pragma once

#include <set>
#include <string>
#include <vector>

#include "access/call.h"
#include "assets/list.h"
#include "base/id.h"
#include "base/result.h"
#include "platform/labels/label.h"

namespace assetbuddy::assets {

/// What is printed for a piece of equipment: its code and name, and a QR code that opens its page (AST-1). `base_url`
/// has no slash at its end.
platform::labels::Label label_of(const Asset& asset, const std::string& base_url);

/// A page of the register to choose from. Errors: forbidden (also for who sees only what is assigned to them),
/// malformed (cursor).
base::Result<AssetPage> list_for_labels(access::Call& call, const ListRequest& request);

/// The equipment labels are printed for: all that a list with these filters shows, or of one page of it (its limit and
/// cursor count then) what is `chosen` by id. Errors: forbidden, malformed (cursor), too_many (over `most_labels`, or
/// more than a search looks at).
base::Result<std::vector<Asset>> all_for_labels(access::Call& call, const ListRequest& request);
base::Result<std::vector<Asset>> chosen_for_labels(access::Call& call, const ListRequest& request,
                                                   const std::set<std::string>& chosen);

} // namespace assetbuddy::assets
