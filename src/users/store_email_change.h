#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/email_address.h"
#include "platform/sql/database.h"
#include "users/email_change.h"
#include "users/user.h"

namespace assetbuddy::users::store {

using platform::sql::Transaction;

std::string find_organisation_name(Transaction& tx, const base::OrganisationId& organisation);
void insert_email_change(Transaction& tx, const EmailChange& change, const std::string& token_hash, base::Time now);
/// By the link alone, whatever its organisation.
std::optional<EmailChange> find_email_change(Transaction& tx, const std::string& token_hash);
/// Holds the row until the transaction ends, so that wrong codes count one by one.
std::optional<EmailChange> hold_email_change(Transaction& tx, const base::OrganisationId& organisation,
                                             const std::string& id);
void update_attempts(Transaction& tx, const EmailChange& change, std::int64_t attempts);
/// False when nothing can come of it any more.
bool use_email_change(Transaction& tx, const EmailChange& change, base::Time now);
void void_email_changes(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                        base::Time now);
/// Those whose time is over: the place shows no pending address any more; rows outlived for long go. Needs a
/// transaction that reaches all.
void expire_email_changes(Transaction& tx, base::Time now, base::Time outlived);

/// Every address of this place that a change began or ended with.
std::vector<std::string> list_addresses(Transaction& tx, const base::OrganisationId& organisation,
                                        const base::UserId& user);
void delete_email_changes(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user);

/// The place hangs on that account and has its address from now on; false when the place is not as it was. Throws
/// Retryable when the account got a place here, or the address somebody else, at the same moment.
bool move_to_account(Transaction& tx, const User& user, const base::AccountId& account,
                     const base::EmailAddress& email);
/// All places of an account that were not deleted; needs a transaction that reaches all.
std::vector<User> list_places_of(Transaction& tx, const base::AccountId& account);
/// They get its new address. Throws Retryable when somebody else got it in one of the organisations at the same moment.
void update_address_of_places(Transaction& tx, const base::AccountId& account, const base::EmailAddress& email);

} // namespace assetbuddy::users::store
