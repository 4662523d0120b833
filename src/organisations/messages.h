#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "platform/mail/message.h"

namespace assetbuddy::organisations {

inline constexpr std::string_view confirmation_kind = "confirmation";

/// What the mail after a sign-up is made of; rests sealed in the outbox until then.
struct ConfirmationData {
    std::string token;
    std::string code; // eight symbols, without the dash
    std::string name;
    std::string organisation;
    /// The address has an account already: the mail says so, and that account's password will be asked.
    bool has_account = false;
    base::Time expires_at;
    [[nodiscard]] std::string to_json() const;
    static ConfirmationData from_json(std::string_view text); // throws std::invalid_argument
};

/// Subject, text and HTML of letters of `confirmation_kind`; the courier's caller fills in from, to, message_id and date.
/// `base_url` without a slash at the end.
platform::mail::Message compose_confirmation(const ConfirmationData& data, std::string_view base_url);

} // namespace assetbuddy::organisations
