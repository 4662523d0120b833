#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "outbox/outbox.h"
#include "users/email_change.h"

namespace assetbuddy::users {

inline constexpr std::string_view email_change_kind = "email_change";
inline constexpr std::string_view email_change_notice_kind = "email_change_notice";

enum class AskedBy { the_organisation, the_person };

/// What the mails about a new address are made of at delivery; rests sealed in the outbox until then. The one to the
/// old address holds neither token nor code.
struct EmailChangeData {
    std::string name;
    std::string organisation;
    std::string email; // the new one, as typed
    std::string token = {};
    std::string code = {}; // eight symbols, without the dash
    base::Time expires_at = {};
    std::string time_zone = {};
    AskedBy asked_by = AskedBy::the_organisation;
    [[nodiscard]] std::string to_json() const;
    /// Throws std::invalid_argument for anything `to_json` did not make.
    static EmailChangeData from_json(std::string_view text);
};

/// To the new address: link and code. `now` makes it newer than every one before.
outbox::Letter email_change_letter(const EmailChange& change, const EmailChangeData& data, base::Time now);
/// To the address until then: what was asked for, and what to do if it was a mistake.
outbox::Letter email_change_notice(const EmailChange& change, EmailChangeData data, base::Time now);

} // namespace assetbuddy::users
