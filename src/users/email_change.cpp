#include "users/email_change.h"

namespace assetbuddy::users {

std::optional<base::Error> EmailChange::refusal(base::Time now) const
{
    const auto told = [](std::string code, std::string detail) {
        return base::Error{.code = std::move(code), .detail = std::move(detail)};
    };
    if (used_at) return told("used", "This address is confirmed already. Sign in with it to go on.");
    if (voided_at)
        return told("replaced",
                    "This change was taken back, or a newer email was sent. Use the newest email, or ask the "
                    "person who changes addresses in your organisation.");
    if (expires_at <= now)
        return told("expired", "This link has run out. Ask the person who changes addresses in your organisation to "
                               "enter the address again.");
    if (attempts >= most_code_attempts)
        return told("locked", "A wrong code was entered too often. Ask the person who changes addresses in your "
                              "organisation to enter the address again.");
    return std::nullopt;
}

} // namespace assetbuddy::users
