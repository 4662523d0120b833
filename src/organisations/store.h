#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/email_address.h"
#include "base/id.h"
#include "base/time.h"
#include "organisations/organisation.h"
#include "platform/sql/database.h"
#include "users/user.h"

namespace assetbuddy::organisations::store {

using platform::sql::Transaction;

bool has_any_organisation(Transaction& tx);
/// True for the one transaction that founds the first organisation (`--sign-up first`).
bool claim_first(Transaction& tx, const base::OrganisationId& organisation);
void insert_organisation(Transaction& tx, const base::OrganisationId& id, const std::string& name,
                         const base::UserId& owner, base::Time now);
std::optional<Organisation> find(Transaction& tx, const base::OrganisationId& id);

void insert_confirmation(Transaction& tx, const Confirmation& confirmation, const std::string& token_hash, base::Time now);
/// The newest of a user, whatever became of it; held until the transaction ends.
std::optional<Confirmation> hold_newest_confirmation(Transaction& tx, const base::OrganisationId& organisation,
                                                     const base::UserId& user);
std::optional<Confirmation> find_confirmation(Transaction& tx, const std::string& token_hash);
void update_attempts(Transaction& tx, const Confirmation& confirmation, std::int64_t attempts);
/// False when somebody was quicker.
bool update_used(Transaction& tx, const Confirmation& confirmation, base::Time now);
void void_confirmations(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                        base::Time now);
struct Sent {
    std::int64_t count = 0;
    base::Time latest; // 0 when there is none
};
Sent count_confirmations_since(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                               base::Time moment);

/// Throws sql::Retryable when the address got another confirmed account a moment ago.
void update_confirmed(Transaction& tx, const base::AccountId& account, base::Time now);
/// The Owner's place moves to another account of the same mailbox; the account it leaves goes, with all of its traces.
void move_place(Transaction& tx, const Confirmation& confirmation, const base::AccountId& to);

/// Accounts whose mailbox was not proven since `moment`, oldest first.
std::vector<base::AccountId> list_unconfirmed(Transaction& tx, base::Time moment, std::int64_t most);
/// Takes an account away with the organisations it signed up; false when its mailbox was proven meanwhile.
bool delete_unconfirmed(Transaction& tx, const base::AccountId& account);

/// One of an account's places with all that its holder may know of it.
struct OwnPlace {
    users::User user;
    std::string organisation_name;
};
/// By organisation name; deleted ones are left out.
std::vector<OwnPlace> list_own_places(Transaction& tx, const base::AccountId& account);

/// What people change about themselves; false when another change came first.
bool update_own_details(Transaction& tx, const users::User& user);
void replace_search_terms(Transaction& tx, const users::User& user, const std::vector<std::string>& terms);

} // namespace assetbuddy::organisations::store
