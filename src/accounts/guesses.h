#pragma once

#include "access/call.h"
#include "access/kernel.h"
#include "base/result.h"

namespace assetbuddy::accounts {

/// Refuses an address on the network that used up its wrong guesses of this minute (`--guess-limit`).
/// Errors: rate_limited with `retry_after`.
base::Done may_guess(const access::Kernel& kernel, const access::Origin& origin);

/// Counts the refusal when it answers a guess at a password, code or token. Right ones never count.
void note_if_wrong(const access::Kernel& kernel, const access::Origin& origin, const base::Error& error);

} // namespace assetbuddy::accounts
