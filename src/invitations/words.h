#pragma once

#include <string>
#include <vector>

#include "access/permission.h"
#include "invitations/invitation.h"
#include "platform/html/html.h"

namespace assetbuddy::invitations {

// Words of this room's pages, computed from grants and states: there is no text per role.

/// What a set lets a person do, in one or two lines: "Works with checks and defects at their site; sees sites."
std::string summary_of(const access::GrantSet& grants);

/// Every grant in words, as said to the person who holds it; `site` is the name of theirs, empty for all sites.
std::vector<std::string> abilities(const access::GrantSet& grants, const std::string& site);

/// "Pending", "On hold", "Locked" ... with its colour.
platform::html::Html state_badge(const Invitation& invitation, base::Time now);
/// What became of the mail, with the mail server's own words (INV-12).
platform::html::Html delivery_badge(const Invitation& invitation);

} // namespace assetbuddy::invitations
