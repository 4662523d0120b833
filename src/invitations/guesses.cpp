#include "invitations/guesses.h"

#include "access/limits.h"

namespace assetbuddy::invitations {

base::Done may_guess(const access::Kernel& kernel, const access::Origin& origin)
{
    const auto seconds = kernel.guesses.seconds_to_wait(origin.address, kernel.clock.now());
    if (seconds == 0) return {};
    return base::refused(
        base::Error{"rate_limited",
                    {},
                    "Too many wrong entries from your network. Try again in " + std::to_string(seconds) + " seconds."}
            .with("retry_after", seconds));
}

void note_if_wrong(const access::Kernel& kernel, const access::Origin& origin, const base::Error& error)
{
    if (error.code == "not_found" || error.code == "wrong_code" || error.code == "wrong_credentials")
        kernel.guesses.note_wrong(origin.address, kernel.clock.now());
}

} // namespace assetbuddy::invitations
