#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::accounts {

/// One browser or program that is signed in to the caller's account.
struct OwnSession {
    base::SessionId id;
    base::OrganisationId organisation; // where it stands
    std::string organisation_name;
    base::UserId user;
    base::Time created_at;
    base::Time last_used_at;
    std::string address;
    std::string agent;
    bool is_this = false;
};

/// Every session of the caller's account, wherever it stands, the last used first (R-SESS-6). Errors: forbidden (an API
/// token asks).
base::Result<std::vector<OwnSession>> sessions_of(access::Call& call);

/// Ends one of the caller's own at once; ending the present one signs out. Errors: forbidden, not_found.
base::Done end_own_session(access::Call& call, const base::SessionId& id);

/// Ends all but the present one; answers how many. Errors: forbidden.
base::Result<std::int64_t> end_other_sessions(access::Call& call);

/// "Firefox on Windows" for a User-Agent; "An unknown browser" where nothing is known.
std::string agent_in_words(std::string_view agent);

} // namespace assetbuddy::accounts
