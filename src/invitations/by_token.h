#pragma once

#include <optional>
#include <string>

#include "access/call.h"
#include "base/result.h"
#include "invitations/store.h"

namespace assetbuddy::invitations {

/// What a link's token leads to; enters its organisation. Errors: not_found, replaced (410: a later mail replaced it).
base::Result<store::ByToken> find_by_token(access::Call& call, const std::string& token);

/// 410: a later mail replaced this link.
base::Error replaced();

/// What the holder of this link is told when it cannot be used: what `Invitation::refusal` says, and 410 `expired` for
/// one of /join that is over its hour (with the fact `join_again`).
std::optional<base::Error> refusal_of_link(const store::ByToken& link, const Invitation& invitation, base::Time now);

} // namespace assetbuddy::invitations
