#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "accounts/passkeys.h"
#include "base/id.h"
#include "base/time.h"
#include "platform/sql/database.h"

namespace assetbuddy::accounts::store {

using platform::sql::Transaction;

/// False when some account has that credential.
bool insert_passkey(Transaction& tx, const base::AccountId& account, const Passkey& passkey);
std::vector<Passkey> list_passkeys(Transaction& tx, const base::AccountId& account);
bool update_passkey_name(Transaction& tx, const base::AccountId& account, const std::string& id,
                         const std::string& name);
bool delete_passkey(Transaction& tx, const base::AccountId& account, const std::string& id);
std::optional<base::AccountId> find_account_of_passkey(Transaction& tx, const std::string& credential_id);
/// False when the counter did not go on: a copy of the key is about. Devices without a counter always say 0.
bool use_passkey(Transaction& tx, const base::AccountId& account, const std::string& id, std::uint32_t counter,
                 base::Time now);

} // namespace assetbuddy::accounts::store
