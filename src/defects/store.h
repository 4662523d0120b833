#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "base/id.h"
#include "base/time.h"
#include "defects/defect.h"
#include "defects/event.h"
#include "platform/sql/database.h"

namespace assetbuddy::defects::store {

using platform::sql::Transaction;

/// What `read` reads, of `defects d` and the tables joined to it: the names beside a defect come with it.
inline constexpr std::string_view columns =
    "d.id, d.organisation_id, d.number, d.asset_id, a.code, a.name, d.site_id, s.name, d.title, d.description, "
    "d.severity, d.status, d.due_on, d.isolates, d.assigned_user_id, d.assigned_invitation_id, "
    "COALESCE(u.name, i.name, ''), COALESCE(u.company_name, i.company_name, ''), d.assigned_by, d.assigned_at, "
    "d.turn, d.closeout_notes, d.parts_cost, d.labour_cost, d.repaired_by, d.closed_out_by, c.name, "
    "d.closed_out_at, d.rejected_reason, d.verified_by, v.name, d.verification, d.reported_by, r.name, "
    "d.created_at, d.closed_at, d.version";
inline constexpr std::string_view joins =
    " LEFT JOIN assets a ON a.organisation_id = d.organisation_id AND a.id = d.asset_id"
    " LEFT JOIN sites s ON s.organisation_id = d.organisation_id AND s.id = d.site_id"
    " LEFT JOIN users u ON u.organisation_id = d.organisation_id AND u.id = d.assigned_user_id"
    " LEFT JOIN invitations i ON i.organisation_id = d.organisation_id AND i.id = d.assigned_invitation_id"
    " LEFT JOIN users c ON c.organisation_id = d.organisation_id AND c.id = d.closed_out_by"
    " LEFT JOIN users v ON v.organisation_id = d.organisation_id AND v.id = d.verified_by"
    " LEFT JOIN users r ON r.organisation_id = d.organisation_id AND r.id = d.reported_by";
Defect read(const platform::sql::Row& row);

/// Without asking who may see it: for verbs that asked.
std::optional<Defect> find(Transaction& tx, const base::OrganisationId& organisation, const base::DefectId& id);
std::optional<Defect> find_visible(Transaction& tx, const access::Visible<Defect>& visible, const base::DefectId& id,
                                   base::Time now);
/// Nobody else changes the row until this transaction ends.
void hold(Transaction& tx, const base::OrganisationId& organisation, const base::DefectId& id);

std::int64_t next_number(Transaction& tx, const base::OrganisationId& organisation);
void insert(Transaction& tx, const Defect& defect);
/// False when the row is no longer of `defect.version`; the row gets the next version.
bool update(Transaction& tx, const Defect& defect);
/// The words a search finds it by.
void change_words(Transaction& tx, const Defect& defect);

struct NewEvent {
    std::string id;
    base::OrganisationId organisation;
    base::DefectId defect;
    std::int64_t turn = 0;
    base::Time at;
    std::optional<base::UserId> actor;
    What what = What::reported;
    std::string before = {};
    std::string after = {};
    std::string words = {};
};
void insert_event(Transaction& tx, const NewEvent& event);
/// The newest ones, oldest first; of one turn only where one is given.
std::vector<Event> list_events(Transaction& tx, const base::OrganisationId& organisation, const base::DefectId& id,
                               const std::optional<std::int64_t>& turn);

/// INV-24: the ids of what an invitation was given.
/// How many defects are open with somebody at each site.
std::map<base::SiteId, std::int64_t> count_open_by_site(Transaction& tx, const base::OrganisationId& organisation,
                                                        const base::UserId& user);

std::vector<base::DefectId> list_of_invitation(Transaction& tx, const base::OrganisationId& organisation,
                                               const base::InvitationId& invitation);
/// What a person closed out, whose name may stand in it.
std::vector<base::DefectId> list_closed_out_by(Transaction& tx, const base::OrganisationId& organisation,
                                               const base::UserId& user);
void update_repaired_by(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                        std::string_view name);

} // namespace assetbuddy::defects::store
