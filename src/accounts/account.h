#pragma once

#include <optional>
#include <string>

#include "base/id.h"
#include "base/time.h"

namespace assetbuddy::accounts {

/// One person's sign-in (product.md "Words"): knows nothing of any organisation.
struct Account {
    base::AccountId id;
    std::string email; // as typed, for display
    std::string email_key;
    /// None: nobody can sign in yet (an Owner made on the command line, before the one-time link was used).
    std::optional<std::string> password_hash;
    /// When the mailbox was proven; until then it counts as an account for nobody else (R-INV-12).
    std::optional<base::Time> confirmed_at;
    base::UserId last_user = {}; // the place last stood in; empty: none
    /// Known devices and other traces from before this moment count no more.
    std::optional<base::Time> password_set_at = std::nullopt;
};

} // namespace assetbuddy::accounts
