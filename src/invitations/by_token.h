#pragma once

#include <string>

#include "access/call.h"
#include "base/result.h"
#include "invitations/store.h"

namespace assetbuddy::invitations {

/// What a link's token leads to; enters its organisation. Errors: not_found, replaced (410: a later mail replaced it).
base::Result<store::ByToken> find_by_token(access::Call& call, const std::string& token);

/// 410: a later mail replaced this link.
base::Error replaced();

} // namespace assetbuddy::invitations
