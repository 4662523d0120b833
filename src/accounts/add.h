#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "access/call.h"
#include "base/email_address.h"
#include "base/id.h"
#include "base/time.h"

namespace assetbuddy::accounts {

/// Makes an account; an empty hash means no password yet. A confirmed one whose address got a confirmed account a
/// moment ago in another transaction throws sql::Retryable: the verb runs again and finds that account.
base::AccountId add(access::Call& call, const base::EmailAddress& email, std::string_view password_hash,
                    std::optional<base::Time> confirmed_at);

/// Accounts that have no password yet, in few statements, in the order of their addresses: for example data. One whose
/// address has a confirmed account throws.
std::vector<base::AccountId> add_all(access::Call& call, std::span<const base::EmailAddress> emails,
                                     std::optional<base::Time> confirmed_at);

} // namespace assetbuddy::accounts
