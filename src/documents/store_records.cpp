#include "documents/store_records.h"

namespace assetbuddy::documents::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;
using platform::sql::Transaction;

constexpr Statement find_organisation_sql{"documents.find_organisation", R"(
    SELECT name FROM organisations WHERE id = $1)"};

constexpr Statement find_site_sql{"documents.find_site", R"(
    SELECT name FROM sites WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement find_company_sql{"documents.find_company", R"(
    SELECT name FROM companies WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement find_asset_sql{"documents.find_asset", R"(
    SELECT a.code || ' ' || a.name, a.site_id,
           CASE WHEN EXISTS (SELECT 1 FROM defects d WHERE d.organisation_id = a.organisation_id
                             AND d.assigned_user_id = $3 AND d.asset_id = a.id
                             AND (d.is_open = 1 OR d.closed_at > $4)) THEN 1 ELSE 0 END
    FROM assets a WHERE a.organisation_id = $1 AND a.id = $2 AND a.deleted_at IS NULL)"};

constexpr Statement find_defect_sql{"documents.find_defect", R"(
    SELECT d.title, d.site_id, d.is_open, COALESCE(d.assigned_user_id, i.user_id),
           CASE WHEN d.assigned_user_id = $3 AND (d.is_open = 1 OR d.closed_at > $4) THEN 1 ELSE 0 END,
           CASE WHEN d.reported_by = $3 THEN 1 ELSE 0 END,
           CASE WHEN d.assigned_user_id = $3 THEN 1 ELSE 0 END
    FROM defects d
    LEFT JOIN invitations i ON i.organisation_id = d.organisation_id AND i.id = d.assigned_invitation_id
    WHERE d.organisation_id = $1 AND d.id = $2)"};

RecordFacts read_asset(const Row& row)
{
    return {.name = row.text(0), .site = row.id<base::SiteTag>(1), .is_assigned = row.flag(2)};
}

RecordFacts read_defect(const Row& row)
{
    return {.name = row.text(0),
            .site = row.id<base::SiteTag>(1),
            .is_assigned = row.flag(4),
            .is_open = row.flag(2),
            .turn = row.optional_id<base::UserId>(3),
            .is_reporter = row.flag(5),
            .is_assignee = row.flag(6)};
}

} // namespace

std::optional<RecordFacts> find_record(Transaction& tx, const base::OrganisationId& organisation, const Record& record,
                                       const base::UserId& asker, base::Time since)
{
    std::optional<Row> row;
    switch (record.kind) {
    case RecordKind::organisation:
        if (record.id != organisation.text()) return std::nullopt;
        row = tx.one(find_organisation_sql, organisation);
        return row ? std::optional{RecordFacts{.name = row->text(0)}} : std::nullopt;
    case RecordKind::site:
        row = tx.one(find_site_sql, organisation, record.id);
        return row ? std::optional{RecordFacts{.name = row->text(0), .site = base::SiteId{record.id}}} : std::nullopt;
    case RecordKind::asset:
        row = tx.one(find_asset_sql, organisation, record.id, asker, since);
        return row ? std::optional{read_asset(*row)} : std::nullopt;
    case RecordKind::defect:
        row = tx.one(find_defect_sql, organisation, record.id, asker, since);
        return row ? std::optional{read_defect(*row)} : std::nullopt;
    case RecordKind::company:
        row = tx.one(find_company_sql, organisation, record.id);
        return row ? std::optional{RecordFacts{.name = row->text(0)}} : std::nullopt;
    }
    return std::nullopt;
}

} // namespace assetbuddy::documents::store
