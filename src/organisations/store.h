#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.h"
#include "base/company_id.h"
#include "base/id.h"
#include "base/time.h"
#include "organisations/organisation.h"
#include "platform/sql/database.h"

namespace assetbuddy::organisations::store {

using platform::sql::Transaction;

bool has_any_organisation(Transaction& tx);
/// True for the one transaction that founds the first organisation (`--sign-up first`).
bool claim_first(Transaction& tx, const base::OrganisationId& organisation);
void insert_organisation(Transaction& tx, const base::OrganisationId& id, const std::string& name,
                         const base::UserId& owner, base::Time now);
std::optional<Organisation> find(Transaction& tx, const base::OrganisationId& id);
/// False when the row is no longer of `organisation.version`; the row gets the next one.
bool update_settings(Transaction& tx, const Organisation& organisation);

void insert_confirmation(Transaction& tx, const Confirmation& confirmation, const std::string& token_hash,
                         base::Time now);
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

/// A row of `users` with its organisation's name.
struct PlaceRow {
    std::string organisation_name;
    base::UserId id;
    base::OrganisationId organisation;
    base::AccountId account;
    std::string name;
    std::string email;
    access::Role role = access::Role::operator_;
    std::optional<base::SiteId> site;
    std::string job_title;
    std::string phone;
    bool is_active = true;
    bool is_external = false;
    std::string company_name;
    std::string company_address;
    std::optional<std::string> access_ends_on;
    base::Time last_seen_at;
    base::Time created_at;
    std::int64_t version = 1;
    std::optional<std::string> pending_email = {};
    std::optional<base::CompanyId> company = {};
};
/// Every place of an account but deleted ones, by organisation name.
std::vector<PlaceRow> list_own_places(Transaction& tx, const base::AccountId& account);

bool is_owner(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user);
/// The same, and keeps it so until the transaction ends.
bool hold_owned_by(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user);
void update_owner(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& from,
                  const base::UserId& to);

} // namespace assetbuddy::organisations::store
