#include "server/store_invariants.h"

namespace assetbuddy::server::store {
namespace {

constexpr Invariant invariants[] = {
    {"a subcategory lies under a category of the register", {"fsck.category_too_deep", R"(
    SELECT c.organisation_id, c.id FROM categories c
    JOIN categories p ON p.organisation_id = c.organisation_id AND p.id = c.parent_id
    WHERE p.parent_id IS NOT NULL ORDER BY c.organisation_id, c.id LIMIT 100)"}},
    {"every location of a site is reached from its top", {"fsck.location_in_a_circle", R"(
    WITH RECURSIVE reached(organisation_id, id, depth) AS (
        SELECT organisation_id, id, 0 FROM locations WHERE parent_id IS NULL
        UNION ALL
        SELECT l.organisation_id, l.id, r.depth + 1 FROM reached r
        JOIN locations l ON l.organisation_id = r.organisation_id AND l.parent_id = r.id WHERE r.depth < 20)
    SELECT l.organisation_id, l.id FROM locations l
    WHERE NOT EXISTS (SELECT 1 FROM reached r WHERE r.organisation_id = l.organisation_id AND r.id = l.id)
    ORDER BY l.organisation_id, l.id LIMIT 100)"}},
    {"equipment is of a category, and of one of its subcategories at most", {"fsck.asset_without_category", R"(
    SELECT a.organisation_id, a.id FROM assets a
    JOIN categories c ON c.organisation_id = a.organisation_id AND c.id = a.category_id
    LEFT JOIN categories s ON s.organisation_id = a.organisation_id AND s.id = a.subcategory_id
    WHERE c.parent_id IS NOT NULL OR (s.id IS NOT NULL AND (s.parent_id IS NULL OR s.parent_id <> a.category_id))
    ORDER BY a.organisation_id, a.id LIMIT 100)"}},
    {"no code of equipment lies above the last one given out", {"fsck.code_to_come_again", R"(
    SELECT a.organisation_id, a.id FROM assets a
    LEFT JOIN asset_numbers n ON n.organisation_id = a.organisation_id
        AND n.prefix = substr(a.code_sort, 1, length(a.code_sort) - 10)
    WHERE COALESCE(n.last_number, 0) < CAST(substr(a.code_sort, length(a.code_sort) - 8) AS BIGINT)
    ORDER BY a.organisation_id, a.id LIMIT 100)"}},
    {"equipment begins in the audit log", {"fsck.asset_without_beginning", R"(
    SELECT a.organisation_id, a.id FROM assets a
    WHERE NOT EXISTS (SELECT 1 FROM audit_entries e WHERE e.organisation_id = a.organisation_id
                      AND e.record_type = 'asset' AND e.record_id = a.id AND e.action = 'asset.created')
    ORDER BY a.organisation_id, a.id LIMIT 100)"}},
    {"equipment that an open defect isolates is not in service", {"fsck.isolated_in_service", R"(
    SELECT a.organisation_id, a.id FROM assets a
    WHERE a.status = 'in_service' AND EXISTS (
        SELECT 1 FROM defects d WHERE d.organisation_id = a.organisation_id AND d.asset_id = a.id
            AND d.is_open = 1 AND d.isolates = 1)
    ORDER BY a.organisation_id, a.id LIMIT 100)"}},
    {"what was disposed of or deleted has no open defect", {"fsck.gone_with_open_defect", R"(
    SELECT a.organisation_id, a.id FROM assets a
    WHERE (a.status = 'disposed' OR a.deleted_at IS NOT NULL) AND EXISTS (
        SELECT 1 FROM defects d WHERE d.organisation_id = a.organisation_id AND d.asset_id = a.id AND d.is_open = 1)
    ORDER BY a.organisation_id, a.id LIMIT 100)"}},
    {"a defect is at the site of its equipment", {"fsck.defect_elsewhere", R"(
    SELECT d.organisation_id, d.id FROM defects d
    JOIN assets a ON a.organisation_id = d.organisation_id AND a.id = d.asset_id
    WHERE a.site_id <> d.site_id ORDER BY d.organisation_id, d.id LIMIT 100)"}},
    {"no defect has a number above the last one given out", {"fsck.number_to_come_again", R"(
    SELECT d.organisation_id, d.id FROM defects d
    LEFT JOIN defect_numbers n ON n.organisation_id = d.organisation_id
    WHERE COALESCE(n.last_number, 0) < d.number ORDER BY d.organisation_id, d.id LIMIT 100)"}},
    {"a defect begins in the audit log and in its own timeline", {"fsck.defect_without_beginning", R"(
    SELECT d.organisation_id, d.id FROM defects d
    WHERE NOT EXISTS (SELECT 1 FROM audit_entries e WHERE e.organisation_id = d.organisation_id
                      AND e.record_type = 'defect' AND e.record_id = d.id AND e.action = 'defect.reported')
       OR (SELECT count(*) FROM defect_events v WHERE v.organisation_id = d.organisation_id AND v.defect_id = d.id
           AND v.what = 'reported') <> 1
    ORDER BY d.organisation_id, d.id LIMIT 100)"}},
    {"what waits to be verified says who did the work, and when", {"fsck.closeout_of_nobody", R"(
    SELECT organisation_id, id FROM defects
    WHERE status = 'awaiting_verification' AND (closed_out_by IS NULL OR closed_out_at IS NULL OR closeout_notes = '')
    ORDER BY organisation_id, id LIMIT 100)"}},
    {"a closed defect says who closed it, and how", {"fsck.closed_by_nobody", R"(
    SELECT organisation_id, id FROM defects
    WHERE (status = 'closed' AND (verified_by IS NULL OR verification = ''))
       OR (status <> 'closed' AND (verified_by IS NOT NULL OR verification <> ''))
    ORDER BY organisation_id, id LIMIT 100)"}},
    {"nobody verified their own work, unless it says so", {"fsck.verified_by_the_repairer", R"(
    SELECT organisation_id, id FROM defects
    WHERE verification = 'verified' AND verified_by = closed_out_by ORDER BY organisation_id, id LIMIT 100)"}},
    {"nothing happened to a defect in a turn that is still to come", {"fsck.event_of_a_later_turn", R"(
    SELECT v.organisation_id, v.defect_id FROM defect_events v
    JOIN defects d ON d.organisation_id = v.organisation_id AND d.id = v.defect_id
    WHERE v.turn > d.turn ORDER BY v.organisation_id, v.defect_id LIMIT 100)"}},
    {"a file hangs on a record that is there", {"fsck.document_of_nothing", R"(
    SELECT o.organisation_id, o.id FROM documents o
    WHERE (o.record_type = 'organisation' AND o.record_id <> o.organisation_id)
       OR (o.record_type = 'site' AND NOT EXISTS (
           SELECT 1 FROM sites r WHERE r.organisation_id = o.organisation_id AND r.id = o.record_id))
       OR (o.record_type = 'asset' AND NOT EXISTS (
           SELECT 1 FROM assets r WHERE r.organisation_id = o.organisation_id AND r.id = o.record_id))
       OR (o.record_type = 'defect' AND NOT EXISTS (
           SELECT 1 FROM defects r WHERE r.organisation_id = o.organisation_id AND r.id = o.record_id))
    ORDER BY o.organisation_id, o.id LIMIT 100)"}},
    {"a file has its newest version, and its versions go when it goes", {"fsck.document_without_version", R"(
    SELECT o.organisation_id, o.id FROM documents o
    WHERE o.newest <> (SELECT COALESCE(max(v.number), 0) FROM document_versions v
                       WHERE v.organisation_id = o.organisation_id AND v.document_id = o.id)
       OR EXISTS (SELECT 1 FROM document_versions v WHERE v.organisation_id = o.organisation_id
                  AND v.document_id = o.id
                  AND v.is_removed <> CASE WHEN o.removed_at IS NULL THEN 0 ELSE 1 END)
    ORDER BY o.organisation_id, o.id LIMIT 100)"}},
};

} // namespace

std::span<const Invariant> invariants_of_work()
{
    return invariants;
}

} // namespace assetbuddy::server::store
