#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/email_address.h"
#include "platform/sql/database.h"
#include "users/user.h"

namespace assetbuddy::users::store {

using platform::sql::Transaction;

/// The columns id to version, in the order of the statements here.
User read(const platform::sql::Row& row);

std::optional<User> find(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& id);
void foresee_by_email(Transaction& tx, const base::OrganisationId& organisation, const std::string& email_key);
std::optional<User> find_by_email(Transaction& tx, const base::OrganisationId& organisation,
                                  const std::string& email_key);
struct WithEmail {
    std::string email_key;
    base::UserId user;
    bool is_active = true;
};
std::vector<WithEmail> list_with_email(Transaction& tx, const base::OrganisationId& organisation,
                                       std::span<const std::string> email_keys);
void insert(Transaction& tx, const User& user, const std::string& email_key);
struct Keyed {
    const User& user;
    std::string email_key;
};
void insert_all(Transaction& tx, std::span<const Keyed> users);
/// Name, job title and phone; false when the version is another one by now.
bool update_profile(Transaction& tx, const User& user);
/// What PATCH can change, and whether the place is active; false when the version is another one by now.
bool update(Transaction& tx, const User& user);
bool mark_deleted(Transaction& tx, const User& user, base::Time now);
struct NotErased {
    User user;
    bool is_deleted = false;
};
/// Deleted people too, as long as their data are there.
std::optional<NotErased> find_not_erased(Transaction& tx, const base::OrganisationId& organisation,
                                         const base::UserId& id);
/// Nothing personal is left in the row of a deleted person; `name` stands for all of it.
void erase(Transaction& tx, const User& user, const std::string& name, base::Time now);
/// Answers kept for repeated calls (R-INV-18).
void delete_kept_answers(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& id);
/// An active place whose last day of access may be over.
struct Ending {
    base::OrganisationId organisation = {};
    base::UserId user = {};
    std::string day = {};
    std::string time_zone = {};
};
/// Those with a last day up to `day`, by day, after `last`; needs a transaction that reaches all.
std::vector<Ending> list_endings(Transaction& tx, const std::string& day, const Ending& last, std::int64_t most);

} // namespace assetbuddy::users::store
