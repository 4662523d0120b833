#include "invitations/end_import.h"

#include <utility>
#include <vector>

#include "invitations/store_imports.h"
#include "notifications/notify.h"

namespace assetbuddy::invitations {
namespace {

std::string counted(std::int64_t count, const char* one, const char* several)
{
    return std::to_string(count) + " " + (count == 1 ? one : several);
}

void record(access::Call& call, const Import& import, ImportState state, const std::string& reason)
{
    const auto failed = import.total - import.skipped - import.created;
    std::vector<access::Change> changes{{"created", {}, std::to_string(import.created)},
                                        {"skipped", {}, std::to_string(import.skipped)},
                                        {"failed", {}, std::to_string(failed)}};
    if (!reason.empty()) changes.push_back({"reason", {}, reason});
    access::record(call, {.organisation = import.organisation,
                          .action = state == ImportState::stopped ? "import.stopped" : "import.finished",
                          .record_type = "import",
                          .record_id = import.id.text(),
                          .changes = std::move(changes)});
}

std::string told(const Import& import, ImportState state, const std::string& reason)
{
    const auto invited =
        counted(import.created, "person", "people") + (import.created == 1 ? " was invited" : " were invited");
    if (state == ImportState::stopped) {
        const auto how = reason == stopped_by_hand ? "Your import was stopped by hand: " : "Your import was stopped: ";
        return how + invited + ", " + counted(import.total - import.created, "line", "lines") + " not used.";
    }
    if (import.created == import.total) return "Your import has ended: " + invited + ".";
    return "Your import has ended: " + invited + ", " + counted(import.total - import.created, "line", "lines") +
           " could not be used.";
}

/// Who may not invite any more cannot open the import's page either.
std::string page_of(const Import& import, const std::string& reason)
{
    return reason == "forbidden" ? "/notifications" : "/users/invite/imports/" + import.id.text();
}

} // namespace

void end_import(access::Call& call, const Import& import, ImportState state, const std::string& reason)
{
    const bool is_stopped = state == ImportState::stopped;
    const auto left_over = is_stopped
                               ? errors_to_json({{"row", "stopped", "The import stopped before this line's turn."}})
                               : std::string{};
    store::end_import(call.tx, import, state, reason, left_over, call.now);
    record(call, import, state, reason);
    if (reason == stopped_by_hand && call.actor.user() == import.started_by) return;
    notifications::notify(call, {.kind = "import.finished",
                                 .organisation = import.organisation,
                                 .to = import.started_by,
                                 .title = told(import, state, reason),
                                 .path = page_of(import, reason),
                                 .subject_id = import.id.text()});
}

} // namespace assetbuddy::invitations
