#include "defects/defect.h"

#include <algorithm>

#include "access/changes.h"
#include "base/entered_text.h"
#include "defects/limits.h"
#include "defects/money.h"

namespace assetbuddy::defects {
namespace {

using access::Privacy;
using base::FieldError;
using base::Lines;

struct SeverityText {
    Severity severity;
    std::string_view name;
    std::string_view words;
};
constexpr std::array severity_texts{
    SeverityText{Severity::critical, "critical", "Critical"},
    SeverityText{Severity::high, "high", "High"},
    SeverityText{Severity::medium, "medium", "Medium"},
    SeverityText{Severity::low, "low", "Low"},
    SeverityText{Severity::info, "info", "Info"},
};

constexpr std::array<std::string_view, 4> verification_texts{"", "verified", "self_verified", "without_verification"};

std::optional<std::int64_t> read_cost(const char* field, const std::string& text, std::vector<FieldError>& errors)
{
    if (text.empty()) return std::nullopt;
    auto pence = read_pounds(text);
    if (!pence)
        errors.push_back({field, "invalid_amount", "Enter an amount in pounds, such as 12.50, below 10 million."});
    return pence;
}

std::optional<std::string> read_due(const std::string& text, const std::string& today,
                                    const std::optional<std::string>& kept, std::vector<FieldError>& errors)
{
    if (text.empty()) return std::nullopt;
    const auto date = base::parse_date(text);
    if (!date) {
        errors.push_back({"due_on", "invalid_date", "Enter a date, such as 2026-11-30."});
        return std::nullopt;
    }
    auto day = base::to_iso_date(*date);
    const auto first = base::parse_date(today);
    if (day < today && day != kept)
        errors.push_back({"due_on", "out_of_range", "Choose today or a later day."});
    else if (first && day > base::to_iso_date(*first + furthest_due))
        errors.push_back({"due_on", "out_of_range", "Choose a day within the next ten years."});
    return day;
}

std::string yes_or_no(bool value)
{
    return value ? "true" : "false";
}

std::string pounds_or_nothing(const std::optional<std::int64_t>& pence)
{
    return pence ? to_pounds(*pence) : std::string{};
}

std::string id_of(const std::optional<Named>& person)
{
    return person ? person->id.text() : std::string{};
}

} // namespace

std::string_view to_text(Severity severity)
{
    return severity_texts.at(static_cast<std::size_t>(severity)).name;
}

std::string_view in_words(Severity severity)
{
    return severity_texts.at(static_cast<std::size_t>(severity)).words;
}

std::optional<Severity> read_severity(std::string_view text)
{
    const auto found = std::ranges::find_if(
        severity_texts, [&](const SeverityText& each) { return text == each.name || text == each.words; });
    if (found == severity_texts.end()) return std::nullopt;
    return found->severity;
}

std::string_view to_text(Verification verification)
{
    return verification_texts.at(static_cast<std::size_t>(verification));
}

Verification read_verification(std::string_view text)
{
    const auto found = std::ranges::find(verification_texts, text);
    return static_cast<Verification>(found == verification_texts.end() ? 0 : found - verification_texts.begin());
}

std::string Assignee::id() const
{
    if (user) return user->text();
    return invitation ? invitation->text() : std::string{};
}

std::string Defect::reference() const
{
    return "D-" + std::to_string(number);
}

bool Defect::is_overdue(const std::string& today) const
{
    return !is_closed() && due_on && *due_on < today;
}

bool Defect::is_repaired_by(const base::UserId& user) const
{
    return assignee.user == user || (closed_out_by && closed_out_by->id == user);
}

void Defect::clear_closeout()
{
    closeout_notes.clear();
    parts_cost.reset();
    labour_cost.reset();
    repaired_by.clear();
    closed_out_by.reset();
    closed_out_at.reset();
}

bool covers(const access::Actor& actor, access::Permission permission, const Defect& defect)
{
    const auto grant = actor.grant(permission);
    if (!grant) return false;
    switch (grant->scope) {
    case access::Scope::organisation:
        return true;
    case access::Scope::site:
        return !actor.facts().site || *actor.facts().site == defect.site;
    case access::Scope::assigned:
        return defect.assignee.user == actor.user();
    case access::Scope::own:
        return defect.reported_by.id == actor.user();
    }
    return false;
}

Defect shown_to(const access::Actor& actor, Defect defect)
{
    if (!actor.facts().is_external) return defect;
    if (!defect.closed_out_by || defect.closed_out_by->id != actor.user()) defect.clear_closeout();
    defect.assigned_by.reset();
    return defect;
}

base::Result<CheckedReport> checked(const ReportFields& fields, const std::string& today,
                                    const std::optional<std::string>& kept_due_on)
{
    std::vector<FieldError> errors;
    CheckedReport report;
    report.title = base::checked_text({"title", "The title", most_title, "Say in a few words what is wrong."},
                                      fields.title, errors);
    const auto severity = read_severity(fields.severity);
    if (!severity)
        errors.push_back({"severity", fields.severity.empty() ? "required" : "unknown_value",
                          "Choose how bad it is: Critical, High, Medium, Low or Info."});
    report.severity = severity.value_or(Severity::medium);
    report.description = base::checked_text(
        {"description", "The description", most_description, nullptr, Lines::several}, fields.description, errors);
    report.due_on = read_due(fields.due_on, today, kept_due_on, errors);
    report.isolates = fields.isolates;
    if (severity && report.isolates && *severity != Severity::critical)
        errors.push_back(
            {"isolate_asset", "not_available",
             "Only a Critical defect takes the equipment out of service. Choose Critical, or untick this."});
    if (!errors.empty()) return base::invalid(std::move(errors));
    return report;
}

base::Result<CheckedCloseout> checked(const CloseoutFields& fields)
{
    std::vector<FieldError> errors;
    CheckedCloseout closeout;
    closeout.notes = base::checked_text({"notes", "The notes", most_notes, "Say what was done.", Lines::several},
                                        fields.notes, errors);
    closeout.parts_cost = read_cost("parts_cost", fields.parts_cost, errors);
    closeout.labour_cost = read_cost("labour_cost", fields.labour_cost, errors);
    closeout.repaired_by =
        base::checked_text({"repaired_by", "The name", most_repaired_by}, fields.repaired_by, errors);
    if (!errors.empty()) return base::invalid(std::move(errors));
    return closeout;
}

base::Result<std::string> checked_words(const char* field, const char* called, const std::string& entered,
                                        std::size_t most, const char* when_missing)
{
    std::vector<FieldError> errors;
    auto text = base::checked_text({field, called, most, when_missing, Lines::several}, entered, errors);
    if (!errors.empty()) return base::invalid(std::move(errors));
    return text;
}

std::vector<access::Change> changes_between(const Defect& before, const Defect& after)
{
    std::vector<access::Change> changes;
    const auto note = [&](const char* field, const std::string& old, const std::string& now,
                          Privacy privacy = Privacy::plain) { access::add_change(changes, field, old, now, privacy); };
    note("title", before.title, after.title, Privacy::personal);
    note("description", before.description, after.description, Privacy::personal);
    note("severity", std::string{to_text(before.severity)}, std::string{to_text(after.severity)});
    note("status", std::string{to_text(before.status)}, std::string{to_text(after.status)});
    note("due_on", before.due_on.value_or(""), after.due_on.value_or(""));
    note("isolate_asset", yes_or_no(before.isolates), yes_or_no(after.isolates));
    note("assignee", before.assignee.id(), after.assignee.id());
    note("closeout_notes", before.closeout_notes, after.closeout_notes, Privacy::personal);
    note("parts_cost", pounds_or_nothing(before.parts_cost), pounds_or_nothing(after.parts_cost));
    note("labour_cost", pounds_or_nothing(before.labour_cost), pounds_or_nothing(after.labour_cost));
    note("repaired_by", before.repaired_by, after.repaired_by, Privacy::personal);
    note("closed_out_by", id_of(before.closed_out_by), id_of(after.closed_out_by));
    note("rejected_reason", before.rejected_reason, after.rejected_reason, Privacy::personal);
    note("verified_by", id_of(before.verified_by), id_of(after.verified_by));
    note("verification", std::string{to_text(before.verification)}, std::string{to_text(after.verification)});
    return changes;
}

} // namespace assetbuddy::defects
