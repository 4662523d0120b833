#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "platform/mail/message.h"

namespace assetbuddy::accounts {

inline constexpr std::string_view reset_kind = "password_reset";
inline constexpr std::string_view changed_kind = "password_changed";

/// What our mails need, as `data` of their letters holds it.
struct ResetData {
    std::string token;
    [[nodiscard]] std::string to_json() const;
    static ResetData from_json(std::string_view text); // throws std::invalid_argument
};
struct ChangedData {
    base::Time at;
    [[nodiscard]] std::string to_json() const;
    static ChangedData from_json(std::string_view text); // throws std::invalid_argument
};

/// Subject, text and HTML; the courier's caller fills in from, to, message_id and date. Letters of `reset_kind` and
/// `changed_kind`. `base_url` without a slash at the end.
platform::mail::Message compose_reset(const ResetData& data, std::string_view base_url);
platform::mail::Message compose_changed(const ChangedData& data, std::string_view base_url);

} // namespace assetbuddy::accounts
