#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "accounts/account.h"
#include "base/email_address.h"
#include "base/id.h"
#include "base/time.h"
#include "platform/sql/database.h"

namespace assetbuddy::accounts::store {

using platform::sql::Transaction;

std::optional<Account> find_confirmed(Transaction& tx, std::string_view email_key);
std::optional<Account> find(Transaction& tx, const base::AccountId& id);

struct NewAccount {
    base::AccountId id;
    const base::EmailAddress& email;
    std::optional<std::string> password_hash;
    std::optional<base::Time> confirmed_at;
    base::Time now;
};
/// False when another confirmed account of the address was there first.
bool insert_account(Transaction& tx, const NewAccount& account);
/// They have no password.
void insert_all(Transaction& tx, std::span<const NewAccount> accounts);
void update_password(Transaction& tx, const base::AccountId& id, const std::string& hash, base::Time now);
/// The same password under another cost; nothing when it is not the present one any more.
void update_hash(Transaction& tx, const base::AccountId& id, const std::string& before, const std::string& after);

/// Whether a place of it is left, active or not.
bool has_place(Transaction& tx, const base::AccountId& id);
/// Its deleted places hang on nobody from now on.
void leave_to_nobody(Transaction& tx, const base::AccountId& id);
/// The account and all that is its own.
void delete_account(Transaction& tx, const base::AccountId& id);
/// False when another confirmed account has that address.
bool update_address(Transaction& tx, const base::AccountId& id, const base::EmailAddress& email);

struct Failures {
    std::int64_t count = 0;
    base::Time blocked_until;
};
/// Makes the row if need be and holds it until the transaction ends.
Failures hold_failures(Transaction& tx, const std::string& bucket, base::Time now);
void update_failures(Transaction& tx, const std::string& bucket, const Failures& failures);
void update_last_failure(Transaction& tx, const std::string& bucket, base::Time now);
void delete_failures(Transaction& tx, const std::string& bucket);

struct Reset {
    base::AccountId account;
    base::Time expires_at;
    std::optional<base::Time> used_at;
    std::optional<base::Time> voided_at;
};
void insert_reset(Transaction& tx, const std::string& token_hash, const base::AccountId& account, base::Time expires_at,
                  base::Time now);
std::optional<Reset> find_reset(Transaction& tx, const std::string& token_hash);
/// The account, once: nothing when the token is unknown, used, voided or expired.
std::optional<base::AccountId> use_reset(Transaction& tx, const std::string& token_hash, base::Time now);
void void_resets(Transaction& tx, const base::AccountId& account, base::Time now);

/// Adds one to a counter's window and answers the new count.
std::int64_t count_up(Transaction& tx, const std::string& name, base::Time window, base::Time expires_at);

} // namespace assetbuddy::accounts::store
