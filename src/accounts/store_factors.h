#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "platform/sql/database.h"

namespace assetbuddy::accounts::store {

using platform::sql::Transaction;

struct Authenticator {
    std::string secret_box;
    std::optional<base::Time> confirmed_at;
};
std::optional<Authenticator> find_authenticator(Transaction& tx, const base::AccountId& account);
/// Puts an unconfirmed one in place of an unconfirmed one; false when a confirmed one is there.
bool put_authenticator(Transaction& tx, const base::AccountId& account, const std::string& secret_box, base::Time now);
/// False when somebody else was quicker.
bool confirm_authenticator(Transaction& tx, const base::AccountId& account, std::int64_t step, base::Time now);
/// A confirmed one only: what is being set up does not count as one.
bool delete_authenticator(Transaction& tx, const base::AccountId& account);
/// App, begun or confirmed, and passkeys.
void delete_all_factors(Transaction& tx, const base::AccountId& account);
/// Whether signing in asks for more than the password: a confirmed app or a passkey.
bool has_factor(Transaction& tx, const base::AccountId& account);
/// Once for each step, the later ones only: false for a code that was taken before (RFC 6238 5.2).
bool use_step(Transaction& tx, const base::AccountId& account, std::int64_t step);

void insert_recovery_code(Transaction& tx, const base::AccountId& account, const std::string& code_hash,
                          const std::string& key_id);
void delete_recovery_codes(Transaction& tx, const base::AccountId& account);
std::int64_t count_recovery_codes(Transaction& tx, const base::AccountId& account);
/// Once: false when it is unknown or used.
bool use_recovery_code(Transaction& tx, const base::AccountId& account, const std::string& code_hash, base::Time now);

/// Marks a session as opened with two factors, or all of an account's as opened with one.
void update_session_factor(Transaction& tx, const base::SessionId& session);
void clear_session_factors(Transaction& tx, const base::AccountId& account);

} // namespace assetbuddy::accounts::store
