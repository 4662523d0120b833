#include "invitations/store.h"

#include <algorithm>
#include <chrono>

#include "access/search.h"
#include "base/text.h"
#include "platform/sql/question.h"

namespace assetbuddy::invitations::store {
namespace {

using platform::sql::DatabaseError;
using platform::sql::Engine;
using platform::sql::Parameter;
using platform::sql::Row;
using platform::sql::Statement;

// One join for every reading: the inviter, the site and the letter decide what an invitation is worth at this moment.
const std::string select_columns = R"(
    SELECT i.id, i.organisation_id, i.user_id, i.name, i.email, i.email_key, i.role, i.site_id, i.job_title, i.phone,
           i.is_external, i.company_name, i.company_address, i.state, i.generation, i.attempts, i.lifetime_days,
           i.expires_at, i.sent_at, i.invited_by, i.created_at, i.closed_at, i.accepted_user_id, i.version,
           u.name, u.is_active, u.deleted_at, u.role, u.is_external, o.name, o.time_zone, s.name, s.is_active,
           l.state, l.answer, gu.grants, gi.grants, i.held, i.access_ends_on, i.message, i.is_code_told, i.reminded_at,
           i.asked_at, i.company_id)";

const std::string joined_with_invitation = R"(
    JOIN organisations o ON o.id = i.organisation_id
    JOIN users u ON u.organisation_id = i.organisation_id AND u.id = i.invited_by
    LEFT JOIN sites s ON s.organisation_id = i.organisation_id AND s.id = i.site_id
    LEFT JOIN letters l ON l.id = i.letter_id
    LEFT JOIN role_sets gu ON gu.organisation_id = i.organisation_id AND gu.role = u.role
    LEFT JOIN role_sets gi ON gi.organisation_id = i.organisation_id AND gi.role = i.role)";

const std::string select_invitation = select_columns + " FROM invitations i" + joined_with_invitation;

const std::string find_text = select_invitation + " WHERE i.organisation_id = $1 AND i.id = $2";
const Statement find_sql{"invitations.find", find_text};

const std::string find_open_text = select_invitation + " WHERE i.organisation_id = $1 AND i.email_key = $2"
                                                       " AND i.state IN ('pending', 'locked')";
const Statement find_open_sql{"invitations.find_open", find_open_text};

constexpr Statement has_open_sql{"invitations.has_open", R"(
    SELECT 1 FROM invitations WHERE organisation_id = $1 AND email_key = $2 AND state IN ('pending', 'locked'))"};

const std::string find_accepted_text = select_invitation + " WHERE i.organisation_id = $1 AND i.accepted_user_id = $2";
const Statement find_accepted_sql{"invitations.find_accepted_by", find_accepted_text};

constexpr Statement find_by_token_sql{"invitations.find_by_token", R"(
    SELECT organisation_id, id, 'first', 0 FROM invitations WHERE token_hash = $1
    UNION ALL
    SELECT organisation_id, invitation_id, 'replaced', 0 FROM replaced_tokens WHERE token_hash = $1
    UNION ALL
    SELECT organisation_id, invitation_id, CASE WHEN voided_at IS NULL THEN kind ELSE 'replaced' END, expires_at
    FROM invitation_links WHERE token_hash = $1)"};

constexpr Statement find_hashes_sql{"invitations.find_hashes", R"(
    SELECT token_hash, code_hash, key_id FROM invitations WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement find_settings_sql{"invitations.find_settings", R"(
    SELECT invitation_lifetime_days, hand_over_code FROM organisations WHERE id = $1)"};

constexpr Statement insert_sql{"invitations.insert", R"(
    INSERT INTO invitations (id, organisation_id, user_id, name, name_sort, email, email_key, role, site_id, job_title,
                             phone, is_external, company_name, company_address, state, token_hash, code_hash, key_id,
                             lifetime_days, expires_at, sent_at, letter_id, invited_by, created_at, access_ends_on,
                             message, company_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'pending', $15, $16, $17, $18, $19, $20, $21,
            $22, $20, $23, $24, $25)
    ON CONFLICT DO NOTHING RETURNING id)"};

constexpr Statement keep_token_sql{"invitations.keep_replaced_token", R"(
    INSERT INTO replaced_tokens (token_hash, organisation_id, invitation_id, replaced_at)
    SELECT token_hash, organisation_id, id, $3 FROM invitations WHERE organisation_id = $1 AND id = $2)"};

// Erasure (USR-5): the invitation that became the person, and closed ones to the same address. Whoever was invited anew
// keeps that invitation.
constexpr Statement erase_person_sql{"invitations.erase_person", R"(
    UPDATE invitations SET name = $4, name_sort = $5, email = $4, email_key = '', job_title = '', phone = '',
           company_name = CASE WHEN is_external = 1 THEN $4 ELSE '' END, company_address = '', message = '',
           company_id = NULL, version = version + 1
    WHERE organisation_id = $1 AND state NOT IN ('pending', 'locked') AND (accepted_user_id = $2 OR email_key = $3)
    RETURNING id)"};

constexpr Statement void_links_sql{"invitations.void_links", R"(
    UPDATE invitation_links SET voided_at = $3
    WHERE organisation_id = $1 AND invitation_id = $2 AND voided_at IS NULL)"};

constexpr Statement void_join_links_sql{"invitations.void_join_links", R"(
    UPDATE invitation_links SET voided_at = $3
    WHERE organisation_id = $1 AND invitation_id = $2 AND kind = 'join' AND voided_at IS NULL)"};

constexpr Statement update_generation_sql{"invitations.update_generation", R"(
    UPDATE invitations SET state = 'pending', generation = generation + 1, attempts = 0, token_hash = $4,
                           code_hash = $5, key_id = $6, letter_id = $7, sent_at = $8, expires_at = $9,
                           is_code_told = 0, reminded_at = NULL, asked_at = NULL, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND generation = $3 AND state IN ('pending', 'locked'))"};

constexpr Statement update_reminded_sql{"invitations.update_reminded", R"(
    UPDATE invitations SET generation = generation + 1, token_hash = $4, code_hash = $5, key_id = $6, letter_id = $7,
                           reminded_at = $8, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND generation = $3 AND state = 'pending')"};

constexpr Statement update_reminded_by_link_sql{"invitations.update_reminded_by_link", R"(
    UPDATE invitations SET letter_id = $3, reminded_at = $4, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND state = 'pending')"};

constexpr Statement skip_reminder_sql{"invitations.skip_reminder", R"(
    UPDATE invitations SET reminded_at = $3 WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement update_responsible_sql{"invitations.update_responsible", R"(
    UPDATE invitations SET invited_by = $4, held = 0, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3)"};

constexpr Statement update_fields_sql{"invitations.update_fields", R"(
    UPDATE invitations SET name = $4, name_sort = $5, email = $6, email_key = $7, role = $8, site_id = $9,
                           job_title = $10, phone = $11, is_external = $12, company_name = $13, company_address = $14,
                           access_ends_on = $15, message = $16, lifetime_days = $17, expires_at = $18, invited_by = $19,
                           held = $20, company_id = $21, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3 AND state IN ('pending', 'locked'))"};

constexpr Statement update_code_sql{"invitations.update_code", R"(
    UPDATE invitations SET code_hash = $4, key_id = $5, letter_id = $6, is_code_told = 1, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND generation = $3 AND state = 'pending')"};

constexpr Statement insert_link_sql{"invitations.insert_link", R"(
    INSERT INTO invitation_links (token_hash, organisation_id, invitation_id, kind, expires_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6))"};

constexpr Statement count_links_sql{"invitations.count_links", R"(
    SELECT count(*), COALESCE(min(created_at), 0) FROM invitation_links
    WHERE organisation_id = $1 AND invitation_id = $2 AND kind = 'link' AND created_at > $3)"};

constexpr Statement update_declined_sql{"invitations.update_declined", R"(
    UPDATE invitations SET state = 'declined', closed_at = $4, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND generation = $3 AND state = 'pending' AND expires_at > $4)"};

constexpr Statement update_asked_sql{"invitations.update_asked", R"(
    UPDATE invitations SET asked_at = $3, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND (asked_at IS NULL OR asked_at <= $4))"};

// INV-23: by the offers, of which there are few kinds, whatever the number of invitations.
constexpr Statement list_offers_sql{"invitations.list_offers_of_inviter", R"(
    SELECT DISTINCT role, is_external FROM invitations
    WHERE organisation_id = $1 AND invited_by = $2 AND state IN ('pending', 'locked') AND held = 0)"};

constexpr Statement hold_offers_sql{"invitations.hold_offers", R"(
    UPDATE invitations SET held = 1, version = version + 1
    WHERE organisation_id = $1 AND invited_by = $2 AND state IN ('pending', 'locked') AND held = 0 AND role = $3
      AND is_external = $4
    RETURNING id, name, email_key, invited_by, held)"};

constexpr Statement list_inviters_of_role_sql{"invitations.list_inviters_of_role", R"(
    SELECT DISTINCT i.invited_by FROM invitations i
    JOIN users u ON u.organisation_id = i.organisation_id AND u.id = i.invited_by AND u.role = $2
    WHERE i.organisation_id = $1 AND i.state IN ('pending', 'locked') AND i.held = 0)"};

constexpr Statement list_untold_sql{"invitations.list_with_untold_failures", R"(
    SELECT DISTINCT organisation_id FROM letters
    WHERE state = 'failed' AND told_at IS NULL AND kind = 'invitation' AND organisation_id IS NOT NULL LIMIT $1)"};

constexpr Statement mark_told_sql{"invitations.mark_failures_told", R"(
    UPDATE letters SET told_at = $2
    WHERE organisation_id = $1 AND state = 'failed' AND told_at IS NULL AND kind = 'invitation')"};

constexpr Statement list_told_sql{"invitations.list_told_failures", R"(
    SELECT i.id, i.name, i.email_key, i.invited_by, i.held FROM letters l
    JOIN invitations i ON i.organisation_id = l.organisation_id AND i.id = l.subject_id AND i.letter_id = l.id
    WHERE l.organisation_id = $1 AND l.told_at = $2 AND l.state = 'failed' AND i.state IN ('pending', 'locked')
    ORDER BY i.id || '')"}; // the letters first: there are few, and many invitations

constexpr Statement pass_on_sql{"invitations.pass_on", R"(
    UPDATE invitations SET invited_by = $3, held = 0, version = version + 1
    WHERE organisation_id = $1 AND invited_by = $2 AND state IN ('pending', 'locked')
    RETURNING id)"};

constexpr Statement list_at_site_sql{"invitations.list_at_site", R"(
    SELECT id, name, email_key, invited_by, held FROM invitations
    WHERE organisation_id = $1 AND site_id = $2 AND state IN ('pending', 'locked'))"};

constexpr Statement list_pending_to_sql{"invitations.list_pending_to", R"(
    SELECT organisation_id, id, generation, code_hash FROM invitations
    WHERE email_key = $1 AND state = 'pending' AND expires_at > $2
    ORDER BY created_at DESC, id DESC LIMIT $3)"};

constexpr Statement list_to_remind_sql{"invitations.list_to_remind", R"(
    SELECT i.expires_at, i.id, i.organisation_id FROM invitations i
    JOIN organisations o ON o.id = i.organisation_id AND o.reminders = 1
    WHERE i.state = 'pending' AND i.reminded_at IS NULL AND i.lifetime_days > 3
      AND i.expires_at > $1 AND i.expires_at <= $2 AND (i.expires_at, i.id) > ($3, $4)
    ORDER BY i.expires_at, i.id LIMIT $5)"};

constexpr Statement list_never_answered_sql{"invitations.list_never_answered", R"(
    SELECT expires_at, id, organisation_id, user_id, 1 FROM invitations
    WHERE state IN ('pending', 'locked') AND expires_at <= $1 ORDER BY expires_at, id LIMIT $2)"};

constexpr Statement list_closed_sql{"invitations.list_closed", R"(
    SELECT closed_at, id, organisation_id, user_id, 0 FROM invitations
    WHERE state IN ('declined', 'revoked') AND closed_at <= $1 ORDER BY closed_at, id LIMIT $2)"};

constexpr Statement remove_links_sql{"invitations.remove_links", R"(
    DELETE FROM invitation_links WHERE organisation_id = $1 AND invitation_id = $2)"};
constexpr Statement remove_tokens_sql{"invitations.remove_replaced_tokens", R"(
    DELETE FROM replaced_tokens WHERE organisation_id = $1 AND invitation_id = $2)"};
constexpr Statement remove_sql{"invitations.remove", "DELETE FROM invitations WHERE organisation_id = $1 AND id = $2"};

constexpr Statement count_in_window_sql{"invitations.count_in_window", R"(
    INSERT INTO counters (name, window_at, count, expires_at) VALUES ($1, $2, 1, $3)
    ON CONFLICT (name, window_at) DO UPDATE SET count = counters.count + 1
    RETURNING count)"};

constexpr Statement find_count_sql{"invitations.find_count",
                                   "SELECT count FROM counters WHERE name = $1 AND window_at = $2"};

constexpr Statement list_resends_sql{"invitations.list_resends", R"(
    SELECT replaced_at FROM replaced_tokens
    WHERE organisation_id = $1 AND invitation_id = $2 AND replaced_at > $3 ORDER BY replaced_at)"};

constexpr Statement update_revoked_sql{"invitations.update_revoked", R"(
    UPDATE invitations SET state = 'revoked', closed_at = $3, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND state IN ('pending', 'locked'))"};

// PostgreSQL only: SQLite has one writer, so its transactions already wait for each other.
constexpr Statement hold_sql{"invitations.hold", R"(
    SELECT 1 FROM invitations WHERE organisation_id = $1 AND id = $2 FOR UPDATE)"};

constexpr Statement update_attempts_sql{"invitations.update_attempts", R"(
    UPDATE invitations SET attempts = attempts + 1, version = version + 1,
                           state = CASE WHEN attempts >= 4 THEN 'locked' ELSE 'pending' END
    WHERE organisation_id = $1 AND id = $2 AND generation = $3 AND state = 'pending' RETURNING attempts)"};

constexpr Statement update_accepted_sql{"invitations.update_accepted", R"(
    UPDATE invitations SET state = 'accepted', closed_at = $4, accepted_user_id = user_id, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND generation = $3 AND state = 'pending' AND expires_at > $4
    RETURNING id)"};

template <class T>
T known(const std::optional<T>& value)
{
    if (!value) throw DatabaseError("an invitation holds a role or state this program does not know");
    return *value;
}

State read_stored_state(const Row& row, std::size_t column)
{
    return known(read_state(row.text(column)));
}

/// A letter is kept at least as long as its invitation is of interest; when it is gone, it had been delivered.
Delivery read_fate(const Row& row, std::size_t column)
{
    const auto text = row.optional_text(column);
    return text ? known(read_delivery(*text)) : Delivery::sent;
}

void read_pointed_to(const Row& row, Invitation& invitation)
{
    invitation.invited_by_name = row.text(24);
    invitation.standing.inviter_is_active = row.flag(25) && row.is_null(26);
    invitation.standing.inviter_role = known(access::read_role(row.text(27)));
    invitation.standing.inviter_is_external = row.flag(28);
    invitation.organisation_name = row.text(29);
    invitation.time_zone = row.text(30);
    invitation.site_name = row.optional_text(31).value_or("");
    invitation.standing.site_is_active = row.optional_integer(32).value_or(1) != 0;
    invitation.delivery = read_fate(row, 33);
    invitation.delivery_detail = row.optional_text(34).value_or("");
    if (const auto set = row.optional_text(35)) invitation.standing.sets.put(invitation.standing.inviter_role, *set);
    if (const auto set = row.optional_text(36)) invitation.standing.sets.put(invitation.role, *set);
    invitation.is_held = row.flag(37);
    invitation.access_ends_on = row.optional_text(38);
    invitation.message = row.text(39);
    invitation.is_code_told = row.flag(40);
    invitation.reminded_at = row.optional_time(41);
    invitation.asked_at = row.optional_time(42);
    invitation.company = row.optional_id<base::CompanyId>(43);
}

std::vector<Named> all_named(const std::vector<Row>& rows)
{
    std::vector<Named> found;
    found.reserve(rows.size());
    for (const auto& row : rows)
        found.push_back(
            {row.id<base::InvitationTag>(0), row.text(1), row.text(2), row.id<base::UserTag>(3), row.flag(4)});
    return found;
}

Invitation read(const Row& row)
{
    Invitation invitation{.id = row.id<base::InvitationTag>(0),
                          .organisation = row.id<base::OrganisationTag>(1),
                          .user = row.id<base::UserTag>(2),
                          .name = row.text(3),
                          .email = row.text(4),
                          .email_key = row.text(5),
                          .role = known(access::read_role(row.text(6))),
                          .site = row.optional_id<base::SiteId>(7),
                          .job_title = row.text(8),
                          .phone = row.text(9),
                          .is_external = row.flag(10),
                          .company_name = row.text(11),
                          .company = {},
                          .company_address = row.text(12),
                          .stored_state = read_stored_state(row, 13),
                          .generation = row.integer(14),
                          .attempts = row.integer(15),
                          .lifetime_days = row.integer(16),
                          .expires_at = row.time(17),
                          .sent_at = row.time(18),
                          .invited_by = row.id<base::UserTag>(19),
                          .created_at = row.time(20),
                          .closed_at = row.optional_time(21),
                          .accepted_user = row.optional_id<base::UserId>(22),
                          .version = row.integer(23),
                          .access_ends_on = {},
                          .message = {},
                          .reminded_at = {},
                          .asked_at = {},
                          .invited_by_name = {},
                          .organisation_name = {},
                          .time_zone = {},
                          .site_name = {},
                          .delivery_detail = {},
                          .standing = {}};
    read_pointed_to(row, invitation);
    return invitation;
}

std::optional<Invitation> read_one(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    return read(*row);
}

/// The filters of a list as SQL. The texts are few and fixed (values are bound), so that each is prepared once; the
/// name says which filters are in it.
class Filter : public platform::sql::Conditions {
  public:
    Filter(Transaction& tx, const access::Visible<Invitation>& visible, const ListRequest& request, base::Time now)
        : organisation_(visible.organisation()), now_(now),
          search_(access::Search::of(tx, access::Searched::invitations, organisation_, request.query, request.apart))
    {
        always("i.organisation_id = " + bind(organisation_));
        add_state(request);
        if (request.role) add("role", "i.role = " + bind(access::to_text(*request.role)));
        if (request.company) add("company", "i.company_id = " + bind(*request.company));
        if (request.delivery) add("delivery", "l.state = " + bind(to_text(*request.delivery)));
        if (search_.has_words()) search_.bind([this](const Parameter& value) { return bind(value); });
        if (search_.is_hopeless()) always("1 = 0");
        name_further(search_.name());
    }
    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;

    [[nodiscard]] bool searches() const { return search_.has_words(); }
    /// What a list is taken from: every invitation, or those the search finds, up to a number.
    [[nodiscard]] std::string source() const
    {
        if (!searches()) return " FROM invitations i";
        return " FROM (" + candidates(access::most_candidates) + ") found CROSS JOIN invitations i";
    }
    [[nodiscard]] std::string where() const { return Conditions::where() + (searches() ? " AND i.id = found.id" : ""); }
    /// Two numbers: how many entries a search looked at, and how many invitations it found; each up to one over its
    /// limit.
    [[nodiscard]] std::string reach() const
    {
        return "SELECT (SELECT count(*) FROM (" + search_.looked_at(access::most_looked_at + 1) +
               ") a), (SELECT count(*) FROM (" + candidates(access::most_candidates + 1) + ") b)";
    }

  private:
    [[nodiscard]] std::string candidates(std::int64_t most) const
    {
        return "SELECT i.id FROM (" + search_.found() +
               ") sought CROSS JOIN invitations i LEFT JOIN letters l ON l.id = i.letter_id" + Conditions::where() +
               " AND i.id = sought.record_id LIMIT " + std::to_string(most);
    }
    void add_state(const ListRequest& request)
    {
        if (request.which == ListRequest::Which::open) add("open", "i.state IN ('pending', 'locked')");
        if (!request.state) return;
        const bool by_time = *request.state == State::pending || *request.state == State::expired;
        add("state", "i.state = " + bind(to_text(by_time ? State::pending : *request.state)));
        if (*request.state == State::pending) add("live", "i.expires_at > " + bind(now_));
        if (*request.state == State::expired) add("expired", "i.expires_at <= " + bind(now_));
    }
    base::OrganisationId organisation_;
    base::Time now_;
    access::Search search_;
};

access::FoundBy found_by(const Invitation& invitation)
{
    return {invitation.name, invitation.email, invitation.company_name, invitation.job_title, invitation.is_external};
}

void make_unfindable(Transaction& tx, const base::OrganisationId& organisation, const base::InvitationId& id)
{
    access::remove_from_search(tx, access::Searched::invitations, organisation, id.text());
}

} // namespace

std::optional<Invitation> find(Transaction& tx, const base::OrganisationId& organisation, const base::InvitationId& id)
{
    return read_one(tx.one(find_sql, organisation, id));
}

std::optional<Invitation> find_open(Transaction& tx, const base::OrganisationId& organisation,
                                    const std::string& email_key)
{
    return read_one(tx.one(find_open_sql, organisation, email_key));
}

bool has_open(Transaction& tx, const base::OrganisationId& organisation, const std::string& email_key)
{
    return tx.one(has_open_sql, organisation, email_key).has_value();
}

void foresee_has_open(Transaction& tx, const base::OrganisationId& organisation, const std::string& email_key)
{
    tx.foresee(has_open_sql, organisation, email_key);
}

std::optional<Invitation> find_accepted_by(Transaction& tx, const base::OrganisationId& organisation,
                                           const base::UserId& user)
{
    return read_one(tx.one(find_accepted_sql, organisation, user));
}

std::optional<ByToken> find_by_token(Transaction& tx, const std::string& token_hash)
{
    const auto row = tx.one(find_by_token_sql, token_hash);
    if (!row) return std::nullopt;
    const auto kind = row->text(2);
    ByToken found{row->id<base::OrganisationTag>(0), row->id<base::InvitationTag>(1)};
    if (kind == "replaced") found.kind = LinkKind::replaced;
    if (kind == "join") found.kind = LinkKind::join;
    if (kind == "link") found.kind = LinkKind::link;
    if (found.kind == LinkKind::join || found.kind == LinkKind::link) found.expires_at = row->time(3);
    return found;
}

std::optional<Hashes> find_hashes(Transaction& tx, const base::OrganisationId& organisation,
                                  const base::InvitationId& id)
{
    const auto row = tx.one(find_hashes_sql, organisation, id);
    if (!row) return std::nullopt;
    return Hashes{row->text(0), row->text(1), row->text(2)};
}

Listed list(Transaction& tx, const access::Visible<Invitation>& visible, const ListRequest& request, base::Time now,
            const std::optional<Position>& after)
{
    Filter filter{tx, visible, request, now};
    Listed listed;
    if (filter.searches()) {
        const auto reach =
            tx.all_with({"invitations.reach" + filter.name(), filter.reach()}, filter.parameters()).at(0);
        listed.is_cut = reach.integer(0) > access::most_looked_at || reach.integer(1) > access::most_candidates;
        listed.total = std::min(reach.integer(1), access::most_candidates);
    } else if (request.with_total) {
        const auto text =
            "SELECT count(*) FROM invitations i LEFT JOIN letters l ON l.id = i.letter_id" + filter.where();
        listed.total = tx.all_with({"invitations.count" + filter.name(), text}, filter.parameters()).at(0).integer(0);
    }
    const auto source = filter.source();
    if (after) {
        const auto created_at = filter.bind(after->created_at);
        filter.add("after", "(i.created_at, i.id) < (" + created_at + ", " + filter.bind(after->id) + ")");
    }
    const auto text = select_columns + source + joined_with_invitation + filter.where() +
                      " ORDER BY i.created_at DESC, i.id DESC LIMIT " + filter.bind(request.limit + 1);
    const auto name = "invitations.list" + filter.name();
    for (const auto& row : tx.all_with({name, text}, filter.parameters())) listed.invitations.push_back(read(row));
    return listed;
}

void foresee_settings(Transaction& tx, const base::OrganisationId& organisation)
{
    tx.foresee(find_settings_sql, organisation);
}

Settings find_settings(Transaction& tx, const base::OrganisationId& organisation)
{
    const auto row = tx.one(find_settings_sql, organisation);
    if (!row) throw DatabaseError("the organisation of a call does not exist");
    return {.lifetime_days = row->integer(0), .hand_over_code = row->flag(1)};
}

bool insert_open(Transaction& tx, const Invitation& invitation, const Hashes& hashes, const base::LetterId& letter)
{
    const auto inserted =
        tx.one(insert_sql, invitation.id, invitation.organisation, invitation.user, invitation.name,
               base::sort_key(invitation.name), invitation.email, invitation.email_key,
               access::to_text(invitation.role), invitation.site, invitation.job_title, invitation.phone,
               invitation.is_external, invitation.company_name, invitation.company_address, hashes.token, hashes.code,
               hashes.key_id, invitation.lifetime_days, invitation.expires_at, invitation.created_at, letter,
               invitation.invited_by, invitation.access_ends_on, invitation.message, invitation.company);
    if (inserted)
        access::add_to_search(tx, access::Searched::invitations, invitation.organisation, invitation.id.text(),
                              found_by(invitation));
    return inserted.has_value();
}

bool update_generation(Transaction& tx, const Invitation& invitation, const Hashes& hashes,
                       const base::LetterId& letter, base::Time now, base::Time expires_at)
{
    tx.post(keep_token_sql, invitation.organisation, invitation.id, now);
    tx.post(void_links_sql, invitation.organisation, invitation.id, now);
    return tx.execute(update_generation_sql, invitation.organisation, invitation.id, invitation.generation,
                      hashes.token, hashes.code, hashes.key_id, letter, now, expires_at) == 1;
}

std::vector<base::Time> list_resends(Transaction& tx, const Invitation& invitation, base::Time since)
{
    std::vector<base::Time> times;
    for (const auto& row : tx.all(list_resends_sql, invitation.organisation, invitation.id, since))
        times.push_back(row.time(0));
    return times;
}

bool update_reminded(Transaction& tx, const Invitation& invitation, const Hashes& hashes, const base::LetterId& letter,
                     base::Time now)
{
    tx.post(keep_token_sql, invitation.organisation, invitation.id, now);
    tx.post(void_links_sql, invitation.organisation, invitation.id, now);
    return tx.execute(update_reminded_sql, invitation.organisation, invitation.id, invitation.generation, hashes.token,
                      hashes.code, hashes.key_id, letter, now) == 1;
}

bool update_reminded_by_link(Transaction& tx, const Invitation& invitation, const base::LetterId& letter,
                             base::Time now)
{
    return tx.execute(update_reminded_by_link_sql, invitation.organisation, invitation.id, letter, now) == 1;
}

void skip_reminder(Transaction& tx, const Invitation& invitation, base::Time now)
{
    tx.post(skip_reminder_sql, invitation.organisation, invitation.id, now);
}

bool update_responsible(Transaction& tx, const Invitation& invitation, const base::UserId& user)
{
    return tx.execute(update_responsible_sql, invitation.organisation, invitation.id, invitation.version, user) == 1;
}

bool update_fields(Transaction& tx, const Invitation& next)
try {
    const auto changed =
        tx.execute(update_fields_sql, next.organisation, next.id, next.version, next.name, base::sort_key(next.name),
                   next.email, next.email_key, access::to_text(next.role), next.site, next.job_title, next.phone,
                   next.is_external, next.company_name, next.company_address, next.access_ends_on, next.message,
                   next.lifetime_days, next.expires_at, next.invited_by, next.is_held, next.company);
    if (changed != 1) return false;
    access::change_in_search(tx, access::Searched::invitations, next.organisation, next.id.text(), found_by(next));
    return true;
} catch (const platform::sql::ConstraintViolated&) {
    throw platform::sql::Retryable("an address was invited in another transaction");
}

bool update_code(Transaction& tx, const Invitation& invitation, const Hashes& hashes, const base::LetterId& letter,
                 base::Time now)
{
    tx.post(void_join_links_sql, invitation.organisation, invitation.id, now);
    return tx.execute(update_code_sql, invitation.organisation, invitation.id, invitation.generation, hashes.code,
                      hashes.key_id, letter) == 1;
}

void insert_link(Transaction& tx, const Invitation& invitation, const NewLink& link)
{
    tx.post(insert_link_sql, link.token_hash, invitation.organisation, invitation.id,
            link.kind == LinkKind::join ? "join" : "link", link.expires_at, link.created_at);
}

LinkCount count_links(Transaction& tx, const Invitation& invitation, base::Time since)
{
    const auto row = tx.one(count_links_sql, invitation.organisation, invitation.id, since).value();
    return {row.integer(0), row.time(1)};
}

bool update_declined(Transaction& tx, const Invitation& invitation, base::Time now)
{
    return tx.execute(update_declined_sql, invitation.organisation, invitation.id, invitation.generation, now) == 1;
}

bool update_asked(Transaction& tx, const Invitation& invitation, base::Time now, base::Time since)
{
    return tx.execute(update_asked_sql, invitation.organisation, invitation.id, now, since) == 1;
}

std::vector<OfferKind> list_offers_of(Transaction& tx, const base::OrganisationId& organisation,
                                      const base::UserId& inviter)
{
    std::vector<OfferKind> kinds;
    for (const auto& row : tx.all(list_offers_sql, organisation, inviter))
        kinds.push_back({known(access::read_role(row.text(0))), row.flag(1)});
    return kinds;
}

std::vector<base::UserId> list_inviters_of_role(Transaction& tx, const base::OrganisationId& organisation,
                                                access::Role role)
{
    std::vector<base::UserId> inviters;
    for (const auto& row : tx.all(list_inviters_of_role_sql, organisation, access::to_text(role)))
        inviters.push_back(row.id<base::UserTag>(0));
    return inviters;
}

std::vector<Named> hold_offers(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& inviter,
                               const OfferKind& kind)
{
    return all_named(tx.all(hold_offers_sql, organisation, inviter, access::to_text(kind.role), kind.is_external));
}

std::vector<base::InvitationId> pass_on(Transaction& tx, const base::OrganisationId& organisation,
                                        const base::UserId& from, const base::UserId& to)
{
    std::vector<base::InvitationId> passed;
    for (const auto& row : tx.all(pass_on_sql, organisation, from, to))
        passed.push_back(row.id<base::InvitationTag>(0));
    return passed;
}

std::vector<Named> list_open_at_site(Transaction& tx, const base::OrganisationId& organisation,
                                     const base::SiteId& site)
{
    return all_named(tx.all(list_at_site_sql, organisation, site));
}

std::vector<base::OrganisationId> list_with_untold_failures(Transaction& tx, std::int64_t most)
{
    std::vector<base::OrganisationId> organisations;
    for (const auto& row : tx.all(list_untold_sql, most)) organisations.push_back(row.id<base::OrganisationTag>(0));
    return organisations;
}

std::vector<Named> take_untold_failures(Transaction& tx, const base::OrganisationId& organisation, base::Time now)
{
    tx.execute(mark_told_sql, organisation, now);
    return all_named(tx.all(list_told_sql, organisation, now));
}

std::vector<Candidate> list_pending_to(Transaction& tx, const std::string& email_key, base::Time now, std::int64_t most)
{
    std::vector<Candidate> candidates;
    for (const auto& row : tx.all(list_pending_to_sql, email_key, now, most))
        candidates.push_back(
            {row.id<base::OrganisationTag>(0), row.id<base::InvitationTag>(1), row.integer(2), row.text(3)});
    return candidates;
}

std::vector<Due> list_to_remind(Transaction& tx, base::Time now, base::Time until, const Due& after, std::int64_t most)
{
    std::vector<Due> due;
    for (const auto& row : tx.all(list_to_remind_sql, now, until, after.expires_at, after.id, most))
        due.push_back({row.time(0), row.id<base::InvitationTag>(1), row.id<base::OrganisationTag>(2)});
    return due;
}

std::vector<Outlived> list_outlived(Transaction& tx, base::Time moment, std::int64_t most)
{
    std::vector<Outlived> gone;
    const auto add = [&](const Statement& statement) {
        for (const auto& row : tx.all(statement, moment, most - static_cast<std::int64_t>(gone.size())))
            gone.push_back({{row.time(0), row.id<base::InvitationTag>(1), row.id<base::OrganisationTag>(2)},
                            row.id<base::UserTag>(3),
                            row.flag(4)});
    };
    add(list_never_answered_sql);
    add(list_closed_sql);
    return gone;
}

void remove(Transaction& tx, const base::OrganisationId& organisation, const base::InvitationId& id)
{
    tx.post(remove_links_sql, organisation, id);
    tx.post(remove_tokens_sql, organisation, id);
    make_unfindable(tx, organisation, id);
    tx.post(remove_sql, organisation, id);
}

std::vector<base::InvitationId> erase_person(Transaction& tx, const base::OrganisationId& organisation,
                                             const base::UserId& user, const std::string& email_key,
                                             const std::string& name)
{
    std::vector<base::InvitationId> erased;
    for (const auto& row : tx.all(erase_person_sql, organisation, user, email_key, name, base::sort_key(name))) {
        erased.push_back(row.id<base::InvitationTag>(0));
        make_unfindable(tx, organisation, erased.back());
    }
    return erased;
}

std::int64_t count_today(Transaction& tx, const std::string& name, base::Time now)
{
    const auto begins = std::chrono::floor<std::chrono::days>(now);
    const base::Time kept_until = begins + std::chrono::days{2};
    return tx.one(count_in_window_sql, name, base::Time{begins}, kept_until).value().integer(0);
}

std::int64_t find_count_today(Transaction& tx, const std::string& name, base::Time now)
{
    const auto row = tx.one(find_count_sql, name, base::Time{std::chrono::floor<std::chrono::days>(now)});
    return row ? row->integer(0) : 0;
}

bool update_revoked(Transaction& tx, const Invitation& invitation, base::Time now)
{
    return tx.execute(update_revoked_sql, invitation.organisation, invitation.id, now) == 1;
}

void hold(Transaction& tx, const base::OrganisationId& organisation, const base::InvitationId& id)
{
    if (tx.engine() == Engine::postgresql) tx.one(hold_sql, organisation, id);
}

std::optional<std::int64_t> update_attempts(Transaction& tx, const Invitation& invitation)
{
    const auto row = tx.one(update_attempts_sql, invitation.organisation, invitation.id, invitation.generation);
    if (!row) return std::nullopt;
    return row->integer(0);
}

bool update_accepted(Transaction& tx, const Invitation& invitation, base::Time now)
{
    return tx.one(update_accepted_sql, invitation.organisation, invitation.id, invitation.generation, now).has_value();
}

} // namespace assetbuddy::invitations::store
