#pragma once

#include <cstdint>
#include <string>

#include "access/kernel.h"
#include "access/sealed.h"
#include "platform/sql/database.h"

namespace assetbuddy::accounts {

/// The secrets that authenticator apps share with us.
extern const access::SealedPlace sealed_secrets;

/// Failed sign-ins (R-AUTH-7) are counted under keyed hashes. Those of up to `most` accounts behind one go on under the
/// present key; answers the last account that was looked at, none at the end. What is counted for addresses without an
/// account and for known devices begins anew.
std::string carry_failures_over(platform::sql::Transaction& tx, const access::Kernel& kernel, const std::string& after,
                                std::int64_t most);

/// Unused recovery codes that this key hashed.
bool has_recovery_codes_of(platform::sql::Transaction& tx, const std::string& key_id);

} // namespace assetbuddy::accounts
