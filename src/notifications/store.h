#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/permission.h"
#include "base/id.h"
#include "base/time.h"
#include "notifications/notification.h"
#include "platform/sql/database.h"

namespace assetbuddy::notifications::store {

using platform::sql::Transaction;

struct Reader {
    std::string name;
    std::string email_key;
    std::string organisation_name;
    std::optional<bool> mailed; // their choice, where they made one
    std::int64_t mails = 0;     // since `since`
};
/// An active user; nothing when there is none.
std::optional<Reader> find_reader(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                                  const std::string& kind, base::Time since);
/// Active users with one of these roles, up to `limit`.
struct Holder {
    base::UserId user;
    access::Role role;
    bool is_external;
};
std::vector<Holder> list_holders(Transaction& tx, const base::OrganisationId& organisation,
                                 const std::vector<access::Role>& roles, std::int64_t limit);

struct NewNotification {
    std::string id;
    base::OrganisationId organisation;
    base::UserId user;
    std::string kind;
    std::string title;
    std::string path;
    std::string subject_id;
    std::string about_email_key;
    base::Time now;
    bool mailed;
};
void insert(Transaction& tx, const NewNotification& notification);

struct Position {
    base::Time created_at;
    std::string id;
};
/// Newest first, from before `before`; one more than `limit`, so that the caller sees whether there is more.
std::vector<Notification> list(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                               const Position& before, std::int64_t limit);
std::vector<Notification> list_unread(Transaction& tx, const base::OrganisationId& organisation,
                                      const base::UserId& user, const Position& before, std::int64_t limit);
std::optional<Notification> find(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                                 const std::string& id);
void update_read(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                 const std::string& id, const std::optional<base::Time>& read_at);
std::int64_t update_all_read(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                             base::Time now);

struct StoredChoice {
    std::string kind;
    bool email;
};
std::vector<StoredChoice> list_choices(Transaction& tx, const base::OrganisationId& organisation,
                                       const base::UserId& user);
void put_choice(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                const StoredChoice& choice);

/// Answers the ids of the notices that went.
std::vector<std::string> delete_about(Transaction& tx, const base::OrganisationId& organisation,
                                      const std::string& email_key);
std::vector<std::string> delete_of_subject(Transaction& tx, const base::OrganisationId& organisation,
                                           const base::UserId& user, const std::string& subject_id);
void delete_of_user(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user);

} // namespace assetbuddy::notifications::store
