#include "defects/edit.h"

#include "assets/isolate.h"
#include "defects/limits.h"
#include "defects/steps.h"
#include "defects/store.h"

namespace assetbuddy::defects {

using access::Permission;

namespace {

ReportFields merged(const Defect& defect, const EditRequest& request)
{
    return {.title = request.title.value_or(defect.title),
            .severity = request.severity.value_or(std::string{to_text(defect.severity)}),
            .description = request.description.value_or(defect.description),
            .due_on = request.due_on.value_or(defect.due_on.value_or("")),
            .isolates = request.isolates.value_or(defect.isolates)};
}

/// The names of what changed, for the timeline.
std::string changed_in_words(const Defect& before, const Defect& after)
{
    std::string words;
    const auto note = [&](bool differs, const char* what) {
        if (differs) words += (words.empty() ? "" : ", ") + std::string{what};
    };
    note(before.title != after.title, "title");
    note(before.severity != after.severity, "severity");
    note(before.description != after.description, "description");
    note(before.due_on != after.due_on, "due date");
    note(before.isolates != after.isolates, "isolation of the equipment");
    return words;
}

} // namespace

base::Result<Defect> edit(access::Call& call, const base::DefectId& id, const EditRequest& request)
{
    const auto before = hold_visible(call, id, {});
    if (!before) return base::refused(before.error());
    if (!covers(call.actor, Permission::defects_assign, *before))
        return base::refused("forbidden", {}, "Your role does not let you change this defect.");
    if (request.expected_version && *request.expected_version != before->version)
        return base::refused("stale", {}, "Somebody changed this defect meanwhile.");
    if (before->is_closed())
        return base::refused("wrong_state", {}, "This defect is closed; what it says stays as it is.");
    const auto fields =
        checked(merged(*before, request), today_in(call.now, call.actor.facts().time_zone), before->due_on);
    if (!fields) return base::refused(fields.error());
    auto after = *before;
    after.title = fields->title;
    after.severity = fields->severity;
    after.description = fields->description;
    after.due_on = fields->due_on;
    after.isolates = fields->isolates;
    const auto words = changed_in_words(*before, after);
    if (words.empty()) return *before;
    auto written = write(call, *before, after, {.what = What::edited, .words = words});
    if (before->title != after.title) store::change_words(call.tx, after);
    if (after.isolates && !before->isolates)
        assets::isolate(call, after.asset, "Defect " + after.reference() + " isolates it: " + after.title);
    if (before->isolates && !after.isolates)
        assets::release(call, after.asset, "Defect " + after.reference() + " does not isolate it any more.");
    return written;
}

base::Result<Defect> write_note(access::Call& call, const base::DefectId& id, const std::string& text)
{
    const auto defect = hold_visible(call, id, {});
    if (!defect) return base::refused(defect.error());
    if (defect->is_closed()) return base::refused("wrong_state", {}, "This defect is closed; nothing is added to it.");
    if (!may_write_note(call.actor, *defect))
        return base::refused("forbidden", {}, "Your role does not let you write about this defect.");
    const auto words = checked_words("text", "The note", text, most_notes, "Write what the others should know.");
    if (!words) return base::refused(words.error());
    return write(call, *defect, *defect, {.what = What::note, .words = *words});
}

} // namespace assetbuddy::defects
