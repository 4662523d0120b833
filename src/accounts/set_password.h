#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/call.h"
#include "accounts/account.h"
#include "base/result.h"

namespace assetbuddy::accounts {

/// What strangers know of a person: names of their organisations, their own, the address, their roles (R-AUTH-3).
std::vector<std::string> context_words(access::Call& call, const Account& account);

/// `check_new_password` as a refusal with one field error. Errors: weak_password (field `field`).
base::Done require_good_password(const access::Kernel& kernel, std::string_view password,
                                 const std::vector<std::string>& words, std::string field);

/// Puts a new hash in place, in the caller's transaction: all sessions of the account end, open resets are void,
/// failures are forgiven, the address is told (R-SESS-5). `action` goes to the audit log of every place. Leaves the
/// organisation that the transaction was in.
void set_password(access::Call& call, const Account& account, const std::string& hash, std::string action);

} // namespace assetbuddy::accounts
