#include "documents/store_expiring.h"

namespace assetbuddy::documents::store {
namespace {

using platform::sql::Statement;

// $3 to $7: how far the asker reaches each kind of record.
/// Those within reach whose last day is at most $2, of records where it still matters.
const std::string within_reach = R"(
    WHERE d.organisation_id = $1 AND d.removed_at IS NULL AND d.expires_on IS NOT NULL AND d.expires_on <= $2
      AND ((d.record_type = 'organisation' AND $3 = '*')
        OR (d.record_type = 'site' AND EXISTS (SELECT 1 FROM sites s
            WHERE s.organisation_id = d.organisation_id AND s.id = d.record_id AND s.is_active = 1
              AND ($4 = '*' OR s.id = $4)))
        OR (d.record_type = 'asset' AND EXISTS (SELECT 1 FROM assets a
            WHERE a.organisation_id = d.organisation_id AND a.id = d.record_id AND a.deleted_at IS NULL
              AND a.status <> 'disposed' AND ($5 = '*' OR a.site_id = $5)))
        OR (d.record_type = 'defect' AND EXISTS (SELECT 1 FROM defects f
            WHERE f.organisation_id = d.organisation_id AND f.id = d.record_id AND f.is_open = 1
              AND ($6 = '*' OR f.site_id = $6)))
        OR (d.record_type = 'company' AND $7 = '*')))";

const std::string list_expiring_text = R"(
    SELECT d.id, d.record_type, d.record_id, d.name, d.expires_on,
           CASE d.record_type
             WHEN 'organisation' THEN (SELECT o.name FROM organisations o WHERE o.id = d.organisation_id)
             WHEN 'site' THEN (SELECT s.name FROM sites s
                               WHERE s.organisation_id = d.organisation_id AND s.id = d.record_id)
             WHEN 'asset' THEN (SELECT a.code || ' ' || a.name FROM assets a
                                WHERE a.organisation_id = d.organisation_id AND a.id = d.record_id)
             WHEN 'company' THEN (SELECT c.name FROM companies c
                                  WHERE c.organisation_id = d.organisation_id AND c.id = d.record_id)
             WHEN 'defect' THEN (SELECT f.title FROM defects f
                                 WHERE f.organisation_id = d.organisation_id AND f.id = d.record_id)
           END
    FROM documents d)" + within_reach + R"(
      AND (d.expires_on, d.id) > ($8, $9)
    ORDER BY d.expires_on, d.id LIMIT $10)";
const Statement list_expiring_sql{"documents.list_expiring", list_expiring_text};

const std::string count_expiring_text =
    "SELECT count(*) FROM (SELECT 1 FROM documents d" + within_reach + " LIMIT $8) counted";
const Statement count_expiring_sql{"documents.count_expiring", count_expiring_text};

} // namespace

std::vector<Expiring> list_expiring(Transaction& tx, const base::OrganisationId& organisation,
                                    const ExpiringReach& reach, const std::string& until, const std::string& after_day,
                                    const std::string& after_id, std::int64_t most)
{
    std::vector<Expiring> documents;
    for (const auto& row :
         tx.all(list_expiring_sql, organisation, until, reach.organisation.text(), reach.site.text(),
                reach.asset.text(), reach.defect.text(), reach.company.text(), after_day, after_id, most))
        documents.push_back({.id = DocumentId{row.text(0)},
                             .record = {read_record_kind(row.text(1)).value_or(RecordKind::organisation), row.text(2)},
                             .record_name = row.optional_text(5).value_or(""),
                             .name = row.text(3),
                             .expires_on = row.text(4)});
    return documents;
}

std::int64_t count_expiring(Transaction& tx, const base::OrganisationId& organisation, const ExpiringReach& reach,
                            const std::string& until, std::int64_t most)
{
    return tx
        .one(count_expiring_sql, organisation, until, reach.organisation.text(), reach.site.text(), reach.asset.text(),
             reach.defect.text(), reach.company.text(), most + 1)
        ->integer(0);
}

} // namespace assetbuddy::documents::store
