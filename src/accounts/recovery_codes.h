#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/call.h"
#include "base/id.h"

namespace assetbuddy::accounts {

/// What codes are hashed for.
inline constexpr std::string_view recovery_purpose = "recovery-code";

// Codes on paper for when the second factor is lost; only keyed hashes rest, each code works once.

/// Ten new ones, as people read them, shown this once; the old ones are void.
std::vector<std::string> make_recovery_codes(access::Call& call, const base::AccountId& account);

/// False when this is none of the account's, or was used.
bool use_recovery_code(access::Call& call, const base::AccountId& account, std::string_view typed);

} // namespace assetbuddy::accounts
