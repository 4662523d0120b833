#pragma once

#include <string>

#include "access/call.h"
#include "access/kernel.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::accounts {

struct ResetLink {
    std::string link;
    base::Time expires_at;
};

/// `assetbuddy user reset-password`: a one-time link for a new password, to be handed over by the operator. Nobody
/// learns a password and none changes until the link is used; older links are void. Each of the person's organisations
/// finds it in its audit log. An account without a password (made on the command line) gets as long as its first link
/// had. Errors: invalid (no address), not_found (no confirmed account of it), wrong_state (no active place).
base::Result<ResetLink> make_reset_link(const access::Kernel& kernel, const access::Origin& origin,
                                        const std::string& email);

} // namespace assetbuddy::accounts
