#include "defects/report.h"

#include "assets/isolate.h"
#include "defects/equipment.h"
#include "defects/steps.h"
#include "defects/store.h"
#include "defects/tell.h"

namespace assetbuddy::defects {
namespace {

base::Result<Equipment> find_asset(access::Call& call, const std::optional<base::AssetId>& id)
{
    if (id) {
        auto found = find_reportable(call, *id);
        if (found && !found->is_disposed()) return found;
        if (found)
            return base::invalid(
                {{"asset_id", "not_available", "This equipment was disposed of; nothing is repaired."}});
    }
    return base::invalid({{"asset_id", "unknown_value", "Choose the equipment the defect is on."}});
}

/// Every mistake at once, the equipment's first.
base::Result<CheckedReport> check(const base::Result<Equipment>& asset, const base::Result<CheckedReport>& report)
{
    std::vector<base::FieldError> errors;
    if (!asset) errors = asset.error().errors;
    if (!report) errors.insert(errors.end(), report.error().errors.begin(), report.error().errors.end());
    if (!errors.empty()) return base::invalid(std::move(errors));
    return *report;
}

base::Result<Defect> note_reported(access::Call& call, const Defect& defect)
{
    store::insert_event(call.tx, {.id = call.make_id<base::Id<struct DefectEventTag>>().text(),
                                  .organisation = defect.organisation,
                                  .defect = defect.id,
                                  .turn = defect.turn,
                                  .at = call.now,
                                  .actor = call.actor.user(),
                                  .what = What::reported});
    access::record(call, {.organisation = defect.organisation,
                          .action = "defect.reported",
                          .record_type = "defect",
                          .record_id = defect.id.text(),
                          .changes = reported_changes(defect)});
    auto written = store::find(call.tx, defect.organisation, defect.id);
    if (!written) throw platform::sql::DatabaseError("a defect that was just written is not there");
    tell_reported(call, *written);
    return *std::move(written);
}

} // namespace

std::vector<access::Change> reported_changes(const Defect& defect)
{
    Defect nothing{};
    nothing.severity = defect.severity == Severity::info ? Severity::low : Severity::info; // so that it is told
    auto changes = changes_between(nothing, defect);
    for (auto& each : changes) each.before.reset();
    changes.push_back({"asset_id", {}, defect.asset.text()});
    return changes;
}

base::Result<Defect> report(access::Call& call, const ReportRequest& request)
{
    if (!call.actor.may(access::Permission::defects_create))
        return base::refused("forbidden", {}, "Your role does not let you report defects.");
    const auto asset = find_asset(call, request.asset);
    const auto today = today_in(call.now, call.actor.facts().time_zone);
    const auto fields = check(asset, checked(request.fields, today));
    if (!fields) return base::refused(fields.error());

    Defect defect{};
    defect.id = call.make_id<base::DefectId>();
    defect.organisation = call.organisation();
    defect.asset = asset->id;
    defect.asset_code = asset->code;
    defect.site = asset->site;
    defect.title = fields->title;
    defect.description = fields->description;
    defect.severity = fields->severity;
    defect.due_on = fields->due_on;
    defect.isolates = fields->isolates;
    defect.reported_by = {call.actor.user(), call.actor.facts().name};
    defect.created_at = call.now;
    if (defect.isolates) assets::isolate(call, defect.asset, "A Critical defect was reported: " + defect.title);
    defect.number = store::next_number(call.tx, call.organisation());
    store::insert(call.tx, defect);
    return note_reported(call, defect);
}

} // namespace assetbuddy::defects
