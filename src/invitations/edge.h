#pragma once

#include "access/visit.h"
#include "base/result.h"
#include "invitations/accept.h"

namespace assetbuddy::invitations {

/// Accepts for the browser behind a visit, and on success gives it its session cookie and remembers it as a device of
/// this person (R-AUTH-8). Where the second factor is missing, a cookie of ten minutes stands for the password. Errors:
/// those of `accept`.
base::Result<Accepted> accept_here(access::Visit& visit, AcceptRequest request, accounts::SecondStep step);

/// 422 of a call that named no link.
base::Error missing_token();

} // namespace assetbuddy::invitations
