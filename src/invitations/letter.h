#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "access/permission.h"
#include "base/time.h"
#include "invitations/invitation.h"
#include "invitations/secrets.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {

inline constexpr std::string_view letter_kind = "invitation";

/// What an invitation's mail is made of at delivery; it rests sealed in the outbox until then.
struct LetterData {
    std::string token;
    std::string code;
    std::string name;
    std::string organisation;
    std::string inviter;
    access::Role role = access::Role::operator_;
    std::string site; // empty: none chosen
    base::Time expires_at;
    std::string time_zone;

    [[nodiscard]] std::string to_json() const;
    /// Throws std::invalid_argument for anything `to_json` did not make.
    static LetterData from_json(std::string_view text);
};

/// The letter of the invitation's present generation. `sender` counts for the limits of INV-22.
outbox::Letter letter_of(const Invitation& invitation, const Secrets& secrets, const base::UserId& sender);

} // namespace assetbuddy::invitations
