#pragma once

#include <string>

#include "access/call.h"
#include "base/id.h"

namespace assetbuddy::users {

/// An account has another address, proven: the copies in all its places follow, each in the audit log of its
/// organisation (USR-2). Leaves the organisation that the transaction was in.
void follow_account_address(access::Call& call, const base::AccountId& account, const std::string& email);

} // namespace assetbuddy::users
