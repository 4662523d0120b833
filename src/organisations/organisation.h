#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::organisations {

/// The tenant, as far as its members may know it.
struct Organisation {
    base::OrganisationId id;
    std::string name;
    std::int64_t invitation_lifetime_days = 7;
    std::string time_zone;
    std::int64_t version = 1;
};

/// What goes by a name here, trimmed and normalised; what is wrong with it is added to `errors` under `field`. Names
/// stand in mails to strangers, so nothing that a mail program would turn into a link (R-MAIL-7).
std::string checked_name(std::vector<base::FieldError>& errors, std::string field, std::string_view called,
                         std::string_view text);

/// A mail that proves a mailbox after a sign-up.
struct Confirmation {
    std::string id;
    base::AccountId account;
    base::OrganisationId organisation;
    base::UserId user;
    std::string code_hash;
    std::int64_t attempts = 0;
    base::Time expires_at;
    std::optional<base::Time> used_at;
    std::optional<base::Time> voided_at;

    /// Why it proves nothing any more; nothing when it does. Codes: used, replaced, expired, locked.
    [[nodiscard]] std::optional<base::Error> refusal(base::Time now) const;
};

} // namespace assetbuddy::organisations
