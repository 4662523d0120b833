#pragma once

#include <string>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"

namespace assetbuddy::accounts {

/// Ends the caller's session (R-SESS-4).
base::Done sign_out(access::Call& call);

struct Moved {
    base::OrganisationId organisation;
    base::UserId user;
    std::string session_token; // for the session cookie
};
/// The caller goes on in another of their places; the session gets a new id. Errors: forbidden (an API token asks),
/// not_found (no place there), inactive.
base::Result<Moved> switch_place(access::Call& call, const base::OrganisationId& organisation);

} // namespace assetbuddy::accounts
