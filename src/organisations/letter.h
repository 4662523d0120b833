#pragma once

#include <string>
#include <string_view>

#include "base/email_address.h"
#include "base/time.h"
#include "organisations/organisation.h"
#include "outbox/outbox.h"

namespace assetbuddy::organisations {

inline constexpr std::string_view confirmation_kind = "confirmation";

/// What the mail after a sign-up is made of at delivery; rests sealed in the outbox until then.
struct ConfirmationData {
    std::string token;
    std::string code; // eight symbols, without the dash
    std::string name;
    std::string organisation;
    /// The address has an account already: the mail says so, and that account's password will be asked.
    bool has_account = false;
    base::Time expires_at;
    [[nodiscard]] std::string to_json() const;
    /// Throws std::invalid_argument for anything `to_json` did not make.
    static ConfirmationData from_json(std::string_view text);
};

outbox::Letter confirmation_letter(const Confirmation& confirmation, const base::EmailAddress& to,
                                   const ConfirmationData& data, base::Time now);

} // namespace assetbuddy::organisations
