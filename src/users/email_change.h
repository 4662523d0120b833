#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::users {

/// How long the new mailbox has to prove itself.
inline constexpr std::chrono::days email_change_life{3};
/// R-INV-3 holds here too: the fifth wrong code closes it.
inline constexpr std::int64_t most_code_attempts = 5;

/// What the new address becomes (USR-2).
enum class NewAddress {
    of_the_place,  // the place moves to that address's account, made or proven
    of_the_account // the account that has the place takes the address, for all its places
};

/// A place's new address before its mailbox has proven itself (USR-2).
struct EmailChange {
    std::string id;
    base::OrganisationId organisation;
    base::UserId user;
    std::string email; // as typed, for display
    std::string email_key;
    std::string from_key; // the address until then
    std::string code_hash;
    std::int64_t attempts = 0;
    base::Time expires_at;
    std::optional<base::Time> used_at = {};
    std::optional<base::Time> voided_at = {};
    /// Asked for by whoever has the account: it becomes the account's, whoever opens the link (USR-9).
    NewAddress becomes = NewAddress::of_the_place;

    /// What the holder of the link is told when nothing can come of it: used, replaced, expired, locked.
    [[nodiscard]] std::optional<base::Error> refusal(base::Time now) const;
};

} // namespace assetbuddy::users
