#include "defects/store_dashboard.h"

#include <string>

#include "access/external.h"
#include "defects/store.h"

namespace assetbuddy::defects::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

/// After the columns of a defect.
constexpr std::size_t contact_column = 37;

/// The conditions stand as the indexes of them are written (0017), so that these serve.
std::string text_of(std::string_view rest)
{
    return "SELECT " + std::string{columns} + ", s.contact_name, s.contact_phone, s.contact_email FROM defects d" +
           std::string{joins} + " WHERE d.organisation_id = $1 AND d.assigned_user_id = $2 AND " + std::string{rest};
}

const std::string& due_text()
{
    static const auto text = text_of("d.is_open = 1 AND d.status <> 'awaiting_verification' AND d.due_on IS NOT NULL "
                                     "ORDER BY d.due_on, d.id LIMIT $3");
    return text;
}

const std::string& without_day_text()
{
    static const auto text = text_of("d.is_open = 1 AND d.status <> 'awaiting_verification' AND d.due_on IS NULL "
                                     "ORDER BY d.id LIMIT $3");
    return text;
}

const std::string& closed_out_text()
{
    static const auto text =
        text_of("d.status = 'awaiting_verification' ORDER BY d.closed_out_at DESC, d.id DESC LIMIT $3");
    return text;
}

const std::string& closed_text()
{
    static const auto text =
        text_of("d.is_open = 0 AND d.closed_at > $3 ORDER BY d.closed_at DESC, d.id DESC LIMIT $4");
    return text;
}

constexpr Statement list_elsewhere_sql{"defects.list_elsewhere", R"(
    SELECT u.organisation_id, o.name,
           (SELECT count(*) FROM (SELECT 1 FROM defects d
                                  WHERE d.organisation_id = u.organisation_id AND d.assigned_user_id = u.id
                                    AND d.is_open = 1 AND d.status <> 'awaiting_verification'
                                  LIMIT 100) to_do)
    FROM users u JOIN organisations o ON o.id = u.organisation_id
    WHERE u.account_id = $1 AND u.id <> $2 AND u.is_active = 1 AND u.deleted_at IS NULL
    ORDER BY o.name, o.id)"};

std::vector<OwnDefect> read_all(const std::vector<Row>& rows)
{
    std::vector<OwnDefect> defects;
    defects.reserve(rows.size());
    for (const auto& row : rows)
        defects.push_back(
            {read(row), {row.text(contact_column), row.text(contact_column + 1), row.text(contact_column + 2)}});
    return defects;
}

} // namespace

std::vector<OwnDefect> list_due(Transaction& tx, const access::Visible<Defect>& own, std::int64_t limit)
{
    return read_all(tx.all(Statement{"defects.dashboard_due", due_text()}, own.organisation(), own.user(), limit));
}

std::vector<OwnDefect> list_without_day(Transaction& tx, const access::Visible<Defect>& own, std::int64_t limit)
{
    return read_all(
        tx.all(Statement{"defects.dashboard_without_day", without_day_text()}, own.organisation(), own.user(), limit));
}

std::vector<OwnDefect> list_closed_out(Transaction& tx, const access::Visible<Defect>& own, std::int64_t limit)
{
    return read_all(
        tx.all(Statement{"defects.dashboard_closed_out", closed_out_text()}, own.organisation(), own.user(), limit));
}

std::vector<OwnDefect> list_closed(Transaction& tx, const access::Visible<Defect>& own, base::Time now,
                                   std::int64_t limit)
{
    return read_all(tx.all(Statement{"defects.dashboard_closed", closed_text()}, own.organisation(), own.user(),
                           now - access::readable_after_closing, limit));
}

std::vector<ElsewhereOpen> list_elsewhere(Transaction& tx, const base::AccountId& account, const base::UserId& here)
{
    std::vector<ElsewhereOpen> places;
    for (const auto& row : tx.all(list_elsewhere_sql, account, here))
        places.push_back({row.id<base::OrganisationTag>(0), row.text(1), row.integer(2)});
    return places;
}

} // namespace assetbuddy::defects::store
