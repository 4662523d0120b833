#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/audit.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::organisations {

/// How often people from outside are mailed what is open with them (EXT-6).
enum class ContractorSummary { off, daily, weekly };
std::string_view to_text(ContractorSummary often);
std::optional<ContractorSummary> read_contractor_summary(std::string_view text);

/// What an organisation decides about itself.
struct Settings {
    std::string name = {};
    std::int64_t invitation_lifetime_days = 7; // INV-10
    bool reminders = true;                     // INV-25
    std::string time_zone = "Europe/London";   // decides days, such as the last day of access
    std::int64_t session_idle_minutes = 1440;  // R-SESS-3
    std::int64_t session_hours = 168;
    bool require_second_factor = false;
    bool hand_over_code = false;               // an inviter may ask for a new code, to tell it by phone
    bool receive_hs_notifications = false;     // the Owner hears of H&S events (NOT-1)
    std::string contractor_summary = "weekly"; // one of ContractorSummary

    /// Trimmed and normalised, or every mistake at once. Errors: invalid.
    [[nodiscard]] base::Result<Settings> checked() const;
    bool operator==(const Settings&) const = default;
};

/// What differs, for the audit log (AUD-1).
std::vector<access::Change> changes_between(const Settings& before, const Settings& after);
/// Whether a setting differs that makes signing in or joining safer or less safe (R-SESS-8).
bool touches_security(const Settings& before, const Settings& after);

/// The tenant, as far as its members may know it.
struct Organisation {
    base::OrganisationId id;
    Settings settings;
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
