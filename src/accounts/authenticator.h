#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::accounts {

/// What the caller's account asks for beside its password.
struct SecondFactors {
    std::optional<base::Time> app_set_up_at; // none: no app
    std::int64_t recovery_codes_left = 0;
};
/// Errors: forbidden (an API token asks).
base::Result<SecondFactors> second_factors_of(access::Call& call);

/// What an app is told once, while it is being set up.
struct AppSecret {
    std::string typed; // base 32, in groups
    std::string uri;   // otpauth://, for the QR code
};
/// Starts setting up an app; asked from nobody until `confirm_app`. Again: another secret. Errors: forbidden,
/// reauthenticate (R-SESS-8), wrong_state (there is one already).
base::Result<AppSecret> begin_app(access::Call& call, const access::Credential& credential);
/// The one being set up, for its page. Errors: forbidden, reauthenticate, wrong_state (none is).
base::Result<AppSecret> app_being_set_up(access::Call& call, const access::Credential& credential);

/// The app's first code proves that it works: from now on signing in asks for one. Other sessions end, the address is
/// told. Answers ten recovery codes, shown once; none where some are left. Errors: forbidden, reauthenticate,
/// wrong_state, wrong_code (`code`; nothing is counted: the secret is on the caller's screen).
base::Result<std::vector<std::string>> confirm_app(access::Call& call, const access::Credential& credential,
                                                   const std::string& code);

/// Ten new ones; the old ones are void. Errors: forbidden, reauthenticate, wrong_state (no second factor).
base::Result<std::vector<std::string>> renew_recovery_codes(access::Call& call, const access::Credential& credential);

/// Errors: forbidden, reauthenticate, wrong_state (there is none).
base::Done remove_app(access::Call& call, const access::Credential& credential);

} // namespace assetbuddy::accounts
