#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "access/call.h"
#include "base/id.h"
#include "defects/defect.h"
#include "users/user.h"

namespace assetbuddy::defects {

// Who is told what (NOT-1). Nobody is told of what they do themselves.

/// Those who assign at the site.
void tell_reported(access::Call& call, const Defect& defect);
/// Whoever has it now.
void tell_assigned(access::Call& call, const Defect& defect);
/// Those who verify at the site.
void tell_awaiting_verification(access::Call& call, const Defect& defect);
/// Whoever did the work and whoever has it; `closed_out` as it was before the decision.
void tell_verified(access::Call& call, const Defect& closed_out);
void tell_rejected(access::Call& call, const Defect& closed_out);
/// Whoever assigned it to somebody who will not come (INV-24).
void tell_taken_back(access::Call& call, const Defect& defect, const base::UserId& assigned_by,
                     const std::string& invited_name);
/// Those who verify at the site: these, all of one site, wait too long. One notice.
void tell_escalated(access::Call& call, const std::vector<Defect>& defects, std::string_view time_zone);
/// EXT-7: those who assign: this person's access has ended, and so many defects at the sites of their reach are open
/// with them. One notice each, however many sites.
void tell_open_with(access::Call& call, const users::User& left, const std::map<base::SiteId, std::int64_t>& open);
/// EXT-2: an external person who no longer has a defect keeps no notice of it.
void forget_notices(access::Call& call, const Defect& before);

} // namespace assetbuddy::defects
