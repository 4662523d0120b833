#include "accounts/guesses.h"

#include "access/limits.h"

namespace assetbuddy::accounts {

base::Done may_guess(const access::Kernel& kernel, const access::Origin& origin)
{
    const auto seconds = kernel.guesses.seconds_to_wait(origin.address, kernel.clock.now());
    if (seconds == 0) return {};
    return base::refused(
        base::Error{"rate_limited",
                    {},
                    "There were too many wrong tries from your network. Wait a minute, then try again.",
                    {},
                    {},
                    base::OnRefusal::roll_back}
            .with("retry_after", seconds));
}

void note_if_wrong(const access::Kernel& kernel, const access::Origin& origin, const base::Error& error)
{
    if (error.code == "wrong_credentials" || error.code == "wrong_code" || error.code == "not_found")
        kernel.guesses.note_wrong(origin.address, kernel.clock.now());
}

} // namespace assetbuddy::accounts
