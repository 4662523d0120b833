#include "documents/store_tell.h"

namespace assetbuddy::documents::store {
namespace {

using platform::sql::Statement;

constexpr Statement list_due_sql{"documents.list_due", R"(
    SELECT d.id, d.organisation_id, o.time_zone, d.expires_on
    FROM documents d JOIN organisations o ON o.id = d.organisation_id
    WHERE d.removed_at IS NULL AND d.expires_on IS NOT NULL AND d.expiry_told < 2 AND d.expiry_told = $1
      AND d.expires_on <= $2 AND (d.expires_on, d.id) > ($3, $4)
    ORDER BY d.expires_on, d.id LIMIT $5)"};

constexpr Statement update_told_sql{"documents.update_told", R"(
    UPDATE documents SET expiry_told = $5
    WHERE organisation_id = $1 AND id = $2 AND expires_on = $3 AND expiry_told = $4 AND removed_at IS NULL)"};

constexpr Statement find_place_sql{"documents.find_place", R"(
    SELECT d.name, COALESCE(a.code || ' ' || a.name, f.title, s.name, c.name, o.name), COALESCE(a.site_id, f.site_id, s.id)
    FROM documents d JOIN organisations o ON o.id = d.organisation_id
    LEFT JOIN assets a ON d.record_type = 'asset' AND a.organisation_id = d.organisation_id AND a.id = d.record_id
      AND a.deleted_at IS NULL AND a.status <> 'disposed'
    LEFT JOIN defects f ON d.record_type = 'defect' AND f.organisation_id = d.organisation_id AND f.id = d.record_id
      AND f.is_open = 1
    LEFT JOIN sites s ON d.record_type = 'site' AND s.organisation_id = d.organisation_id AND s.id = d.record_id
      AND s.is_active = 1
    LEFT JOIN companies c ON d.record_type = 'company' AND c.organisation_id = d.organisation_id AND c.id = d.record_id
    WHERE d.organisation_id = $1 AND d.id = $2
      AND (d.record_type = 'organisation' OR a.id IS NOT NULL OR f.id IS NOT NULL OR s.id IS NOT NULL
           OR c.id IS NOT NULL))"};

} // namespace

std::vector<Due> list_due(Transaction& tx, Told told, const std::string& until, const std::string& after_day,
                          const std::string& after_id, std::int64_t most)
{
    std::vector<Due> due;
    for (const auto& row : tx.all(list_due_sql, static_cast<int>(told), until, after_day, after_id, most))
        due.push_back({DocumentId{row.text(0)}, row.id<base::OrganisationTag>(1), row.text(2), row.text(3), told});
    return due;
}

bool update_told(Transaction& tx, const Due& due, Told told)
{
    return tx.execute(update_told_sql, due.organisation, due.id, due.expires_on, static_cast<int>(due.told),
                      static_cast<int>(told)) == 1;
}

std::optional<Place> find_place(Transaction& tx, const base::OrganisationId& organisation, const DocumentId& id)
{
    const auto row = tx.one(find_place_sql, organisation, id);
    if (!row) return std::nullopt;
    return Place{row->text(0), row->text(1), row->optional_id<base::SiteId>(2)};
}

} // namespace assetbuddy::documents::store
