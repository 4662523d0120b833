#pragma once

// What adding and removing any second factor have in common.

#include <string>
#include <vector>

#include "access/call.h"

namespace assetbuddy::accounts {

/// The words of a change for the audit log and the mail.
struct FactorChange {
    std::string action;   // "account.passkey_added"
    std::string sentence; // "A passkey was added to your account"
};

/// A factor was added: the present session counts as one of two factors, every other one ends, the organisations and
/// the account's address are told. Answers ten recovery codes to be shown once, or none where some are left.
std::vector<std::string> settle_added(access::Call& call, const FactorChange& change);
/// A factor was removed. With the last one its recovery codes go, and signing in asks for the password alone.
void settle_removed(access::Call& call, const FactorChange& change);
/// Each of the person's organisations hears of it, and the account's address.
void tell_of_factor(access::Call& call, const base::AccountId& account, const FactorChange& change);

} // namespace assetbuddy::accounts
