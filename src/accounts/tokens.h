#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::accounts {

/// A program's way into one place, with that person's rights there at each moment and no more.
struct ApiToken {
    std::string id;
    std::string name;
    base::Time created_at;
    base::Time expires_at;
    std::optional<base::Time> last_used_at = {};
};

struct NewToken {
    std::string name;
    /// Its last day in the organisation's time zone, `YYYY-MM-DD`; none: 90 days from now.
    std::optional<std::string> expires_on = {};
};

struct CreatedToken {
    ApiToken token;
    std::string secret; // shown once; only its SHA-256 is kept
};

/// Makes a token for the caller's place. Errors: forbidden (an API token asks), reauthenticate (R-SESS-8), invalid
/// (`name`, `expires_on`), too_many.
base::Result<CreatedToken> create_token(access::Call& call, const access::Credential& credential,
                                        const NewToken& wanted);

/// The caller's own in the place stood in, newest first; expired ones for a month.
std::vector<ApiToken> tokens_of(access::Call& call);

/// Ends one at once. Errors: forbidden (an API token asks), not_found.
base::Done end_token(access::Call& call, const std::string& id);

} // namespace assetbuddy::accounts
