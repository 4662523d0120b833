#pragma once

#include <string>
#include <string_view>

#include "access/call.h"
#include "base/email_address.h"
#include "users/user.h"

namespace assetbuddy::organisations {

/// Writes a fresh link and code for an Owner whose mailbox is not proven, and the mail; older ones are void.
void mail_confirmation(access::Call& call, const users::User& owner, const base::EmailAddress& email,
                       const std::string& organisation);

/// The keyed hash under which a code rests; bound to its confirmation (R-INV-2).
/// What codes are hashed for.
inline constexpr std::string_view code_purpose = "confirmation-code";

/// Whether this code made the hash, under whichever key it was made (R-CRYPTO-2).
bool is_confirmation_code(const access::Kernel& kernel, const std::string& confirmation, std::string_view code,
                          std::string_view hash);
std::string confirmation_code_hash(const access::Kernel& kernel, const std::string& confirmation,
                                   std::string_view code);

} // namespace assetbuddy::organisations
