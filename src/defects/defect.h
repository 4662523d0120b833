#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "access/audit.h"
#include "access/day.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "defects/workflow.h"

namespace assetbuddy::defects {

/// Worst first; the numbers are stored.
enum class Severity { critical = 0, high = 1, medium = 2, low = 3, info = 4 };
inline constexpr std::array all_severities{Severity::critical, Severity::high, Severity::medium, Severity::low,
                                           Severity::info};
std::string_view to_text(Severity severity);
std::string_view in_words(Severity severity);
/// "critical", or "Critical" as people write it.
std::optional<Severity> read_severity(std::string_view text);

/// How a defect was closed (DEF-3).
enum class Verification { none, verified, self_verified, without_verification };
std::string_view to_text(Verification verification); // empty for none
Verification read_verification(std::string_view text);

/// To whom a defect is given: somebody who is here, somebody who is invited (INV-24), or nobody.
struct Assignee {
    std::optional<base::UserId> user = {};
    std::optional<base::InvitationId> invitation = {};
    [[nodiscard]] bool is_nobody() const { return !user && !invitation; }
    /// The id, whoever it is; empty for nobody.
    [[nodiscard]] std::string id() const;
    bool operator==(const Assignee&) const = default;
};

/// Somebody whose name stands on a defect.
struct Named {
    base::UserId id = {};
    std::string name = {};
    bool operator==(const Named&) const = default;
};

/// A reported problem of a piece of equipment (DEF-1).
struct Defect {
    base::DefectId id = {};
    base::OrganisationId organisation = {};
    std::int64_t number = 0;
    base::AssetId asset = {};
    std::string asset_code = {};
    std::string asset_name = {};
    base::SiteId site = {};
    std::string site_name = {};
    std::string title = {};
    std::string description = {};
    Severity severity = Severity::medium;
    Status status = Status::open;
    std::optional<std::string> due_on = {}; // a date
    bool isolates = false;
    Assignee assignee = {};
    std::string assignee_name = {};
    std::string assignee_company = {};
    std::optional<base::UserId> assigned_by = {};
    std::optional<base::Time> assigned_at = {}; // when it last changed hands, also to nobody's
    /// Grows with every assignment; what happened belongs to a turn (EXT-2).
    std::int64_t turn = 0;
    std::string closeout_notes = {};
    std::optional<std::int64_t> parts_cost = {}; // pence
    std::optional<std::int64_t> labour_cost = {};
    std::string repaired_by = {};
    std::optional<Named> closed_out_by = {};
    std::optional<base::Time> closed_out_at = {};
    std::string rejected_reason = {}; // of the last closeout, until the next one
    std::optional<Named> verified_by = {};
    Verification verification = Verification::none;
    Named reported_by = {};
    base::Time created_at = {};
    std::optional<base::Time> closed_at = {};
    std::int64_t version = 1;

    /// "D-12", as people call it.
    [[nodiscard]] std::string reference() const;
    [[nodiscard]] bool is_closed() const { return status == Status::closed; }
    /// Open beyond its due date on the day `today`.
    [[nodiscard]] bool is_overdue(const std::string& today) const;
    /// Whether this person did the work, or has it: they do not verify it (DEF-3).
    [[nodiscard]] bool is_repaired_by(const base::UserId& user) const;
    void clear_closeout();
};

using access::today_in;

/// Whether a permission of this person covers the defect (ROL-1).
bool covers(const access::Actor& actor, access::Permission permission, const Defect& defect);

/// EXT-2: what is left of a defect for whoever reads it: an external person learns nothing of somebody else's closeout.
Defect shown_to(const access::Actor& actor, Defect defect);

/// The fields of a report that a person writes, as typed.
struct ReportFields {
    std::string title = {};
    std::string severity = {};
    std::string description = {};
    std::string due_on = {};
    bool isolates = false;
};
struct CheckedReport {
    std::string title;
    std::string description;
    Severity severity = Severity::medium;
    std::optional<std::string> due_on;
    bool isolates = false;
};
/// Every mistake at once. `today`: a due date is not in the past. `kept_due_on`: one that stood there may stay.
base::Result<CheckedReport> checked(const ReportFields& fields, const std::string& today,
                                    const std::optional<std::string>& kept_due_on = {});

/// The fields of a closeout, as typed.
struct CloseoutFields {
    std::string notes = {};
    std::string parts_cost = {};
    std::string labour_cost = {};
    std::string repaired_by = {};
};
struct CheckedCloseout {
    std::string notes;
    std::optional<std::int64_t> parts_cost;
    std::optional<std::int64_t> labour_cost;
    std::string repaired_by;
};
base::Result<CheckedCloseout> checked(const CloseoutFields& fields);
/// A reason or a note, trimmed. Errors: invalid (the field named).
base::Result<std::string> checked_words(const char* field, const char* called, const std::string& entered,
                                        std::size_t most, const char* when_missing);

/// What differs, for the audit log (AUD-1); what people wrote and names are personal values.
std::vector<access::Change> changes_between(const Defect& before, const Defect& after);

} // namespace assetbuddy::defects
