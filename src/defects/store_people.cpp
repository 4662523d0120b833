#include "defects/store_people.h"

#include <string_view>

#include "access/search.h"
#include "platform/sql/question.h"

namespace assetbuddy::defects::store {
namespace {

using platform::sql::Parameter;
using platform::sql::Row;
using platform::sql::Statement;

constexpr std::size_t all = 8;

constexpr Statement hold_user_sql{"defects.hold_user", R"(
    UPDATE users SET is_active = is_active
    WHERE organisation_id = $1 AND id = $2 AND is_active = 1 AND deleted_at IS NULL
    RETURNING role, site_id, is_external)"};

constexpr Statement hold_invitation_sql{"defects.hold_invitation", R"(
    UPDATE invitations SET version = version
    WHERE organisation_id = $1 AND id = $2 AND state IN ('pending', 'locked')
    RETURNING role, site_id, is_external)"};

constexpr Statement find_user_contact_sql{"defects.find_user_contact", R"(
    SELECT email, phone FROM users
    WHERE organisation_id = $1 AND id = $2 AND is_external = 1 AND deleted_at IS NULL)"};

constexpr Statement find_invited_contact_sql{"defects.find_invited_contact", R"(
    SELECT email, phone FROM invitations WHERE organisation_id = $1 AND id = $2 AND is_external = 1)"};

constexpr Statement is_external_sql{"defects.is_external", R"(
    SELECT is_external FROM users WHERE organisation_id = $1 AND id = $2)"};

/// Names of people or of invitations, the search of them included.
class CandidateQuery : private platform::sql::Conditions {
  public:
    struct Source {
        std::string table;
        std::string is_here; // begins with a column
        std::string order;
    };
    CandidateQuery(Source source, const base::OrganisationId& organisation, const base::SiteId& site,
                   const Holding& internal, const Holding& external, access::Search search)
        : source_(std::move(source)), organisation_(organisation), site_(site), search_(std::move(search))
    {
        always("p.organisation_id = " + bind(organisation_));
        always("p." + source_.is_here);
        always("((p.is_external = 0 AND " + reach_of(internal) + ") OR (p.is_external = 1 AND p.role IN " +
               places_of(external.anywhere) + "))");
        if (search_.has_words()) search_.bind([this](const Parameter& value) { return bind(value); });
        if (search_.is_hopeless()) always("1 = 0");
        name_further(search_.name());
    }
    CandidateQuery(const CandidateQuery&) = delete;
    CandidateQuery& operator=(const CandidateQuery&) = delete;

    [[nodiscard]] std::vector<Row> run(Transaction& tx, std::int64_t most) const
    {
        auto given = parameters();
        given.emplace_back(most);
        const auto from = search_.has_words() ? "(" + search_.found() + ") sought CROSS JOIN " + source_.table + " p"
                                              : source_.table + " p";
        const auto text = "SELECT p.id, p.name, p.company_name FROM " + from + where() +
                          (search_.has_words() ? " AND p.id = sought.record_id" : "") + " ORDER BY " + source_.order +
                          " LIMIT $" + std::to_string(given.size());
        const auto statement_name = "defects.candidates." + source_.table + name();
        return tx.all_with({statement_name, text}, given);
    }

  private:
    /// As many places as there are roles, so that the texts are few; what is left over is empty.
    std::string places_of(const std::vector<access::Role>& roles)
    {
        std::string places;
        for (std::size_t i = 0; i < all; ++i)
            places += (i == 0 ? "(" : ", ") + bind(i < roles.size() ? access::to_text(roles[i]) : std::string_view{});
        return places + ")";
    }
    std::string reach_of(const Holding& internal)
    {
        return "(p.role IN " + places_of(internal.anywhere) + " OR (p.role IN " + places_of(internal.at_site) +
               " AND (p.site_id IS NULL OR p.site_id = " + bind(site_) + ")))";
    }
    Source source_;
    base::OrganisationId organisation_;
    base::SiteId site_;
    access::Search search_;
};

std::optional<Held> held(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    const auto role = access::read_role(row->text(0));
    if (!role) return std::nullopt;
    return Held{*role, row->optional_id<base::SiteId>(1), row->flag(2)};
}

} // namespace

std::vector<Candidate> list_candidates(Transaction& tx, const base::OrganisationId& organisation,
                                       const base::SiteId& site, const Holding& internal, const Holding& external,
                                       const std::string& query, access::Apart apart, std::int64_t most)
{
    std::vector<Candidate> candidates;
    const auto users = access::Search::of(tx, access::Searched::users, organisation, query, apart);
    const CandidateQuery of_users{{"users", "is_active = 1 AND p.deleted_at IS NULL", "p.name_sort, p.id"},
                                  organisation,
                                  site,
                                  internal,
                                  external,
                                  users};
    for (const auto& row : of_users.run(tx, most))
        candidates.push_back({{.user = row.id<base::UserTag>(0)}, row.text(1), row.text(2)});
    const auto left = most - static_cast<std::int64_t>(candidates.size());
    if (left <= 0) return candidates;
    const auto invited = access::Search::of(tx, access::Searched::invitations, organisation, query, apart);
    const CandidateQuery of_invitations{{"invitations", "state IN ('pending', 'locked')", "p.created_at, p.id"},
                                        organisation,
                                        site,
                                        internal,
                                        external,
                                        invited};
    for (const auto& row : of_invitations.run(tx, left))
        candidates.push_back({{.invitation = row.id<base::InvitationTag>(0)}, row.text(1), row.text(2)});
    return candidates;
}

std::optional<Held> hold_user(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user)
{
    return held(tx.one(hold_user_sql, organisation, user));
}

std::optional<Held> hold_invitation(Transaction& tx, const base::OrganisationId& organisation,
                                    const base::InvitationId& invitation)
{
    return held(tx.one(hold_invitation_sql, organisation, invitation));
}

std::optional<Contact> find_outside_contact(Transaction& tx, const base::OrganisationId& organisation,
                                            const Assignee& assignee)
{
    if (assignee.is_nobody()) return std::nullopt;
    const auto row = assignee.user ? tx.one(find_user_contact_sql, organisation, *assignee.user)
                                   : tx.one(find_invited_contact_sql, organisation, *assignee.invitation);
    if (!row) return std::nullopt;
    return Contact{row->text(0), row->text(1)};
}

bool is_external(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user)
{
    const auto row = tx.one(is_external_sql, organisation, user);
    return row && row->flag(0);
}

} // namespace assetbuddy::defects::store
