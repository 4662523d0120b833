#pragma once

#include <optional>

#include "accounts/passkeys.h"
#include "base/result.h"
#include "platform/json/json.h"

namespace assetbuddy::accounts {

/// The members `id`, `client_data`, `authenticator_data`, `signature` and `user_handle` of a body: a device's answer.
/// Nothing when they make none.
std::optional<PasskeyAnswer> read_passkey(platform::json::Decoder& body);

/// Where an answer came without a question. Code: wrong_state.
base::Error passkey_not_asked();

} // namespace assetbuddy::accounts
