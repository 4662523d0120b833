#pragma once

#include "access/call.h"
#include "access/kernel.h"
#include "base/result.h"

namespace assetbuddy::invitations {

/// Refuses an address that sent too many unknown tokens, wrong codes or wrong passwords in the last minute
/// (`--guess-limit`). Errors: rate_limited with `retry_after`.
base::Done may_guess(const access::Kernel& kernel, const access::Origin& origin);

/// Counts the refusal when it answers a guess: not_found, wrong_code, wrong_credentials. Right ones never count.
void note_if_wrong(const access::Kernel& kernel, const access::Origin& origin, const base::Error& error);

} // namespace assetbuddy::invitations
