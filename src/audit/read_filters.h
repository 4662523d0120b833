#pragma once

#include <string>
#include <string_view>

#include "access/call.h"
#include "audit/entry.h"
#include "base/result.h"
#include "platform/http/query.h"

namespace assetbuddy::audit {

/// The filters as an address or a form says them.
struct Wanted {
    std::string actor_id = {};
    std::string record_type = {};
    std::string record_id = {};
    std::string action = {};
    std::string from = {}; // a day (YYYY-MM-DD, where the organisation is) or a moment (RFC 3339)
    std::string to = {};   // a day, which counts to its end, or a moment, which is not included any more
};

/// Notes what cannot be: an unknown type or action, a day that does not exist.
Wanted read_wanted(platform::http::Query& query);

/// Of sound ones.
Filters filters_of(const Wanted& wanted, std::string_view time_zone);

/// The same, and only what the person with this email address did (empty: everybody). Errors: forbidden (audit:view),
/// invalid (field `person`: nobody here has this address).
base::Result<Filters> filters_of(access::Call& call, const Wanted& wanted, const std::string& person);

} // namespace assetbuddy::audit
