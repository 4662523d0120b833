#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/call.h"
#include "base/result.h"
#include "organisations/organisation.h"

namespace assetbuddy::organisations {

/// The settings to change; a missing one stays as it is.
struct SettingsChange {
    std::optional<std::string> name = {};
    std::optional<std::int64_t> invitation_lifetime_days = {};
    std::optional<bool> reminders = {};
    std::optional<std::string> time_zone = {};
    std::optional<std::int64_t> session_idle_minutes = {};
    std::optional<std::int64_t> session_hours = {};
    std::optional<bool> require_second_factor = {};
    std::optional<bool> hand_over_code = {};
    std::optional<bool> receive_hs_notifications = {};
    std::optional<std::string> contractor_summary = {};
    /// The version the asker saw; another one is refused as `stale`.
    std::optional<std::int64_t> expected_version = {};
};

/// Changes the caller's organisation. Those that make signing in safer or less safe need a password given at most ten
/// minutes ago (R-SESS-8). Errors: forbidden (organisation:settings), invalid, stale, reauthenticate.
base::Result<Organisation> edit_settings(access::Call& call, const access::Credential& credential,
                                         const SettingsChange& change);

} // namespace assetbuddy::organisations
