#pragma once

#include <string>
#include <string_view>

#include "accounts/account.h"
#include "base/time.h"
#include "outbox/outbox.h"

namespace assetbuddy::accounts {

inline constexpr std::string_view reset_kind = "password_reset";
inline constexpr std::string_view changed_kind = "password_changed";
inline constexpr std::string_view factor_kind = "second_factor_changed";

/// What our mails are made of at delivery; rests sealed in the outbox until then.
struct ResetData {
    std::string token;
    [[nodiscard]] std::string to_json() const;
    /// Throws std::invalid_argument for anything `to_json` did not make.
    static ResetData from_json(std::string_view text);
};
struct ChangedData {
    base::Time at;
    [[nodiscard]] std::string to_json() const;
    static ChangedData from_json(std::string_view text);
};

struct FactorData {
    base::Time at;
    std::string sentence; // what happened, without its full stop
    [[nodiscard]] std::string to_json() const;
    static FactorData from_json(std::string_view text);
};

/// All go to the address stored for the account, never to typed bytes (R-AUTH-10).
outbox::Letter reset_letter(const Account& account, const ResetData& data, base::Time expires_at);
outbox::Letter changed_letter(const Account& account, base::Time at);
/// `id`: of this one change; several may happen at the same moment.
outbox::Letter factor_letter(const Account& account, const FactorData& data, const std::string& id);

} // namespace assetbuddy::accounts
