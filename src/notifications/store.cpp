#include "notifications/store.h"

#include <algorithm>
#include <array>

namespace assetbuddy::notifications::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement find_reader_sql{"notifications.find_reader", R"(
    SELECT u.name, u.email_key, o.name, c.email,
           (SELECT COUNT(*) FROM notifications n
            WHERE n.organisation_id = u.organisation_id AND n.user_id = u.id AND n.mailed_at > $4)
    FROM users u
    JOIN organisations o ON o.id = u.organisation_id
    LEFT JOIN notification_choices c ON c.organisation_id = u.organisation_id AND c.user_id = u.id AND c.kind = $3
    WHERE u.organisation_id = $1 AND u.id = $2 AND u.is_active = 1 AND u.deleted_at IS NULL)"};

// As many places for roles as there are roles; fewer are repeated.
constexpr Statement list_holders_sql{"notifications.list_holders", R"(
    SELECT id, role, is_external FROM users
    WHERE organisation_id = $1 AND role IN ($2, $3, $4, $5, $6, $7, $8, $9) AND is_active = 1 AND deleted_at IS NULL LIMIT $10)"};

constexpr Statement insert_sql{"notifications.insert", R"(
    INSERT INTO notifications (id, organisation_id, user_id, kind, title, path, subject_id, about_email_key, created_at,
                               mailed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))"};

constexpr Statement list_sql{"notifications.list", R"(
    SELECT id, kind, title, path, subject_id, created_at, read_at FROM notifications
    WHERE organisation_id = $1 AND user_id = $2 AND (created_at < $3 OR (created_at = $3 AND id < $4))
    ORDER BY created_at DESC, id DESC LIMIT $5)"};

constexpr Statement list_unread_sql{"notifications.list_unread", R"(
    SELECT id, kind, title, path, subject_id, created_at, read_at FROM notifications
    WHERE organisation_id = $1 AND user_id = $2 AND read_at IS NULL
      AND (created_at < $3 OR (created_at = $3 AND id < $4))
    ORDER BY created_at DESC, id DESC LIMIT $5)"};

constexpr Statement find_sql{"notifications.find", R"(
    SELECT id, kind, title, path, subject_id, created_at, read_at FROM notifications
    WHERE organisation_id = $1 AND user_id = $2 AND id = $3)"};

constexpr Statement update_read_sql{"notifications.update_read", R"(
    UPDATE notifications SET read_at = $4 WHERE organisation_id = $1 AND user_id = $2 AND id = $3)"};

constexpr Statement update_all_read_sql{"notifications.update_all_read", R"(
    UPDATE notifications SET read_at = $3 WHERE organisation_id = $1 AND user_id = $2 AND read_at IS NULL)"};

constexpr Statement list_choices_sql{"notifications.list_choices", R"(
    SELECT kind, email FROM notification_choices WHERE organisation_id = $1 AND user_id = $2)"};

constexpr Statement put_choice_sql{"notifications.put_choice", R"(
    INSERT INTO notification_choices (organisation_id, user_id, kind, email) VALUES ($1, $2, $3, $4)
    ON CONFLICT (organisation_id, user_id, kind) DO UPDATE SET email = excluded.email)"};

constexpr Statement delete_about_sql{"notifications.delete_about", R"(
    DELETE FROM notifications WHERE organisation_id = $1 AND about_email_key = $2 AND about_email_key <> '' RETURNING id)"};

constexpr Statement delete_of_subject_sql{"notifications.delete_of_subject", R"(
    DELETE FROM notifications WHERE organisation_id = $1 AND user_id = $2 AND subject_id = $3 RETURNING id)"};

constexpr Statement delete_of_user_sql{"notifications.delete_of_user", R"(
    DELETE FROM notifications WHERE organisation_id = $1 AND user_id = $2)"};

constexpr Statement delete_choices_sql{"notifications.delete_choices", R"(
    DELETE FROM notification_choices WHERE organisation_id = $1 AND user_id = $2)"};

Notification notification_of(const Row& row)
{
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.time(5), row.optional_time(6)};
}

std::vector<Notification> notifications_of(const std::vector<Row>& rows)
{
    std::vector<Notification> found;
    found.reserve(rows.size());
    for (const auto& row : rows) found.push_back(notification_of(row));
    return found;
}

} // namespace

std::optional<Reader> find_reader(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                                  const std::string& kind, base::Time since)
{
    const auto row = tx.one(find_reader_sql, organisation, user, kind, since);
    if (!row) return std::nullopt;
    const auto choice = row->optional_integer(3);
    return Reader{.name = row->text(0),
                  .email_key = row->text(1),
                  .organisation_name = row->text(2),
                  .mailed = choice ? std::optional{*choice != 0} : std::nullopt,
                  .mails = row->integer(4)};
}

std::vector<Holder> list_holders(Transaction& tx, const base::OrganisationId& organisation,
                                 const std::vector<access::Role>& roles, std::int64_t limit)
{
    if (roles.empty()) return {};
    std::array<std::string_view, 8> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = access::to_text(roles[std::min(i, roles.size() - 1)]);
    std::vector<Holder> holders;
    for (const auto& row : tx.all(list_holders_sql, organisation, names[0], names[1], names[2], names[3], names[4],
                                  names[5], names[6], names[7], limit))
        holders.push_back({row.id<base::UserTag>(0), access::read_role(row.text(1)).value(), row.flag(2)});
    return holders;
}

void insert(Transaction& tx, const NewNotification& notification)
{
    const auto mailed_at = notification.mailed ? std::optional{notification.now} : std::nullopt;
    tx.post(insert_sql, notification.id, notification.organisation, notification.user, notification.kind,
            notification.title, notification.path, notification.subject_id, notification.about_email_key,
            notification.now, mailed_at);
}

std::vector<Notification> list(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                               const Position& before, std::int64_t limit)
{
    return notifications_of(tx.all(list_sql, organisation, user, before.created_at, before.id, limit + 1));
}

std::vector<Notification> list_unread(Transaction& tx, const base::OrganisationId& organisation,
                                      const base::UserId& user, const Position& before, std::int64_t limit)
{
    return notifications_of(tx.all(list_unread_sql, organisation, user, before.created_at, before.id, limit + 1));
}

std::optional<Notification> find(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                                 const std::string& id)
{
    const auto row = tx.one(find_sql, organisation, user, id);
    if (!row) return std::nullopt;
    return notification_of(*row);
}

void update_read(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                 const std::string& id, const std::optional<base::Time>& read_at)
{
    tx.post(update_read_sql, organisation, user, id, read_at);
}

std::int64_t update_all_read(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                             base::Time now)
{
    return tx.execute(update_all_read_sql, organisation, user, now);
}

std::vector<StoredChoice> list_choices(Transaction& tx, const base::OrganisationId& organisation,
                                       const base::UserId& user)
{
    std::vector<StoredChoice> choices;
    for (const auto& row : tx.all(list_choices_sql, organisation, user)) choices.push_back({row.text(0), row.flag(1)});
    return choices;
}

void put_choice(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                const StoredChoice& choice)
{
    tx.post(put_choice_sql, organisation, user, choice.kind, choice.email);
}

std::vector<std::string> delete_about(Transaction& tx, const base::OrganisationId& organisation,
                                      const std::string& email_key)
{
    std::vector<std::string> ids;
    for (const auto& row : tx.all(delete_about_sql, organisation, email_key)) ids.push_back(row.text(0));
    return ids;
}

std::vector<std::string> delete_of_subject(Transaction& tx, const base::OrganisationId& organisation,
                                           const base::UserId& user, const std::string& subject_id)
{
    std::vector<std::string> ids;
    for (const auto& row : tx.all(delete_of_subject_sql, organisation, user, subject_id)) ids.push_back(row.text(0));
    return ids;
}

void delete_of_user(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user)
{
    tx.post(delete_of_user_sql, organisation, user);
    tx.post(delete_choices_sql, organisation, user);
}

} // namespace assetbuddy::notifications::store
