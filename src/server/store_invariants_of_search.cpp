#include "server/store_invariants.h"

namespace assetbuddy::server::store {
namespace {

constexpr Invariant invariants[] = {
    {"everybody can be found", {"fsck.user_not_found", R"(
    SELECT u.organisation_id, u.id FROM users u
    WHERE u.deleted_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM search_entries e WHERE e.organisation_id = u.organisation_id AND e.record_id = u.id)
      AND NOT EXISTS (SELECT 1 FROM search_backlog b WHERE b.organisation_id = u.organisation_id AND b.record_id = u.id)
    ORDER BY u.organisation_id, u.id LIMIT 100)"}},
    {"every invitation can be found", {"fsck.invitation_not_found", R"(
    SELECT i.organisation_id, i.id FROM invitations i
    WHERE i.email_key <> ''
      AND NOT EXISTS (SELECT 1 FROM search_entries e WHERE e.organisation_id = i.organisation_id AND e.record_id = i.id)
      AND NOT EXISTS (SELECT 1 FROM search_backlog b WHERE b.organisation_id = i.organisation_id AND b.record_id = i.id)
    ORDER BY i.organisation_id, i.id LIMIT 100)"}},
    {"all equipment can be found", {"fsck.asset_not_found", R"(
    SELECT a.organisation_id, a.id FROM assets a
    WHERE a.deleted_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM search_entries e WHERE e.organisation_id = a.organisation_id AND e.record_id = a.id)
    ORDER BY a.organisation_id, a.id LIMIT 100)"}},
    {"every defect can be found", {"fsck.defect_not_found", R"(
    SELECT d.organisation_id, d.id FROM defects d
    WHERE NOT EXISTS (SELECT 1 FROM search_entries e WHERE e.organisation_id = d.organisation_id AND e.record_id = d.id)
    ORDER BY d.organisation_id, d.id LIMIT 100)"}},
    {"what search finds is there", {"fsck.entry_of_nothing", R"(
    SELECT e.organisation_id, e.record_id FROM search_entries e
    WHERE NOT EXISTS (SELECT 1 FROM users r WHERE r.organisation_id = e.organisation_id AND r.id = e.record_id
                      AND r.deleted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM invitations r WHERE r.organisation_id = e.organisation_id AND r.id = e.record_id)
      AND NOT EXISTS (SELECT 1 FROM assets r WHERE r.organisation_id = e.organisation_id AND r.id = e.record_id
                      AND r.deleted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM defects r WHERE r.organisation_id = e.organisation_id AND r.id = e.record_id)
    ORDER BY e.organisation_id, e.record_id LIMIT 100)"}},
    {"an entry of search has its parts", {"fsck.entry_without_parts", R"(
    SELECT e.organisation_id, e.record_id FROM search_entries e
    LEFT JOIN (SELECT DISTINCT number FROM search_tokens) t ON t.number = e.number
    WHERE e.words <> '' AND t.number IS NULL ORDER BY e.organisation_id, e.record_id LIMIT 100)"}},
    {"no part is left of an entry that is gone", {"fsck.part_of_nothing", R"(
    SELECT '', CAST(t.number AS TEXT) FROM search_tokens t
    LEFT JOIN search_entries e ON e.number = t.number WHERE e.number IS NULL LIMIT 100)"}},
};

} // namespace

std::span<const Invariant> invariants_of_search()
{
    return invariants;
}

} // namespace assetbuddy::server::store
