#include "server/store_invariants.h"

namespace assetbuddy::server::store {
namespace {

using platform::sql::Statement;

constexpr Invariant invariants_of_people[] = {
    {"an accepted invitation has the user it made", {"fsck.accepted_without_user", R"(
    SELECT i.organisation_id, i.id FROM invitations i
    LEFT JOIN users u ON u.organisation_id = i.organisation_id AND u.id = i.accepted_user_id
    WHERE i.state = 'accepted' AND u.id IS NULL ORDER BY i.organisation_id, i.id LIMIT 100)"}},
    {"a user has one beginning in the audit log", {"fsck.user_without_beginning", R"(
    SELECT u.organisation_id, u.id FROM users u
    WHERE (SELECT count(*) FROM audit_entries e WHERE e.organisation_id = u.organisation_id AND e.record_type = 'user'
           AND e.record_id = u.id AND e.action = 'user.created') <> 1
    ORDER BY u.organisation_id, u.id LIMIT 100)"}},
    {"an account has one place in an organisation", {"fsck.account_twice", R"(
    SELECT organisation_id, account_id FROM users WHERE deleted_at IS NULL
    GROUP BY organisation_id, account_id HAVING count(*) > 1 LIMIT 100)"}},
    {"an address has one confirmed account", {"fsck.address_twice", R"(
    SELECT '', max(id) FROM accounts WHERE confirmed_at IS NOT NULL GROUP BY email_key HAVING count(*) > 1 LIMIT 100)"}},
    {"an organisation has exactly one Owner, active and its own", {"fsck.owner", R"(
    SELECT o.id, o.owner_user_id FROM organisations o
    WHERE (SELECT count(*) FROM users u WHERE u.organisation_id = o.id AND u.role = 'owner' AND u.deleted_at IS NULL) <> 1
       OR NOT EXISTS (SELECT 1 FROM users u WHERE u.organisation_id = o.id AND u.id = o.owner_user_id
                      AND u.role = 'owner' AND u.is_active = 1 AND u.deleted_at IS NULL)
    ORDER BY o.id LIMIT 100)"}},
    {"who is inactive or deleted has no session", {"fsck.session_of_inactive", R"(
    SELECT s.organisation_id, s.user_id FROM sessions s
    LEFT JOIN users u ON u.organisation_id = s.organisation_id AND u.id = s.user_id AND u.account_id = s.account_id
    WHERE u.id IS NULL OR u.is_active = 0 OR u.deleted_at IS NOT NULL
    ORDER BY s.organisation_id, s.user_id LIMIT 100)"}},
    {"a pending invitation has its mail", {"fsck.invitation_without_letter", R"(
    SELECT i.organisation_id, i.id FROM invitations i
    LEFT JOIN letters l ON l.id = i.letter_id AND l.subject_id = i.id AND l.generation = i.generation
    WHERE i.state = 'pending' AND l.id IS NULL ORDER BY i.organisation_id, i.id LIMIT 100)"}},
    {"no mail waits for an invitation that was replaced or is closed", {"fsck.letter_of_dead_invitation", R"(
    SELECT i.organisation_id, i.id FROM letters l JOIN invitations i ON i.id = l.subject_id
    WHERE l.state = 'queued' AND l.kind = 'invitation' AND (i.generation <> l.generation OR i.state <> 'pending')
    ORDER BY i.organisation_id, i.id LIMIT 100)"}},
    {"an address has one open invitation in an organisation", {"fsck.invited_twice", R"(
    SELECT organisation_id, max(id) FROM invitations WHERE state IN ('pending', 'locked')
    GROUP BY organisation_id, email_key HAVING count(*) > 1 LIMIT 100)"}},
    {"an invitation begins in the audit log", {"fsck.invitation_without_beginning", R"(
    SELECT i.organisation_id, i.id FROM invitations i
    WHERE NOT EXISTS (SELECT 1 FROM audit_entries e WHERE e.organisation_id = i.organisation_id
                      AND e.record_type = 'invitation' AND e.record_id = i.id)
    ORDER BY i.organisation_id, i.id LIMIT 100)"}},
    {"an external user has a company, and a contractor is external", {"fsck.external_without_company", R"(
    SELECT organisation_id, id FROM users
    WHERE (is_external = 1 AND company_name = '') OR (role = 'contractor' AND is_external = 0)
    ORDER BY organisation_id, id LIMIT 100)"}},
    {"who is from outside points to a company of their name", {"fsck.without_company_record", R"(
    SELECT u.organisation_id, u.id FROM users u
    WHERE u.is_external = 1 AND u.erased_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM companies c WHERE c.organisation_id = u.organisation_id AND c.id = u.company_id
                      AND c.name = u.company_name)
    UNION ALL
    SELECT i.organisation_id, i.id FROM invitations i
    WHERE i.is_external = 1 AND i.email_key <> ''
      AND NOT EXISTS (SELECT 1 FROM companies c WHERE c.organisation_id = i.organisation_id AND c.id = i.company_id
                      AND c.name = i.company_name)
    ORDER BY 1, 2 LIMIT 100)"}},
    {"an invitation is locked exactly when its five tries are gone", {"fsck.locked_without_tries", R"(
    SELECT organisation_id, id FROM invitations
    WHERE attempts > 5 OR (state = 'locked' AND attempts <> 5) OR (state = 'pending' AND attempts = 5)
    ORDER BY organisation_id, id LIMIT 100)"}},
    {"what is no longer waiting to be sent holds no secret", {"fsck.secret_after_sending", R"(
    SELECT COALESCE(organisation_id, ''), id FROM letters WHERE state <> 'queued' AND box <> '' ORDER BY id LIMIT 100)"}},
};

constexpr Statement delete_sessions{"fsck.end_sessions", "DELETE FROM sessions"};
constexpr Statement give_up_letters{"fsck.give_up_letters", R"(
    UPDATE letters SET state = 'failed', box = '', lease_owner = '', leased_until = 0, finished_at = $1,
        answer = 'This mail was waiting when the backup was made, and may have been sent since.'
    WHERE state = 'queued')"};
// Whom an import invited since the backup was made, nobody knows: it does not go on.
constexpr Statement stop_imports{"fsck.stop_imports", R"(
    UPDATE imports SET state = 'stopped', reason = 'restored', finished_at = $1, failed = total - created - skipped,
        lease_owner = '', leased_until = 0
    WHERE state IN ('running', 'loading'))"};
constexpr Statement empty_import_rows{"fsck.empty_import_rows", R"(
    UPDATE import_rows SET state = 'failed', email_key = '', offer = '' WHERE state = 'pending')"};

} // namespace

std::vector<Broken> broken_invariants(platform::sql::Transaction& tx)
{
    std::vector<Broken> broken;
    for (const auto invariants :
         {std::span<const Invariant>{invariants_of_people}, invariants_of_work(), invariants_of_search()})
        for (const auto& invariant : invariants)
            for (const auto& row : tx.all(invariant.broken))
                broken.push_back({std::string{invariant.words}, row.text(0), row.text(1)});
    return broken;
}

std::int64_t end_what_was_live(platform::sql::Transaction& tx, base::Time now)
{
    tx.execute(delete_sessions);
    tx.execute(stop_imports, now);
    tx.execute(empty_import_rows);
    return tx.execute(give_up_letters, now);
}

} // namespace assetbuddy::server::store
