#include "defects/escalate.h"

#include <algorithm>
#include <map>
#include <utility>

#include "access/call.h"
#include "defects/escalation.h"
#include "defects/limits.h"
#include "defects/store_escalations.h"
#include "defects/tell.h"

namespace assetbuddy::defects {
namespace {

constexpr const char* why = "escalation of defects";

/// Plans when to look again; true when it is to be told now, by this transaction alone.
bool take(access::Call& call, const store::Watched& watched, const std::string& time_zone)
{
    const auto next = next_escalation(watched.defect, watched.escalated_at, time_zone);
    const bool is_now = next && *next <= call.now;
    if (!is_now) {
        store::plan_escalation(call.tx, watched, next, watched.escalated_at);
        return false;
    }
    return store::plan_escalation(call.tx, watched, next_escalation(watched.defect, call.now, time_zone), call.now);
}

/// Those of one organisation, in one transaction.
base::Result<std::int64_t> escalate_in(access::Call& call, const std::vector<store::DueEscalation>& due)
{
    const auto& organisation = due.front().organisation;
    const auto& time_zone = due.front().time_zone;
    call.tx.enter(organisation);
    std::map<base::SiteId, std::vector<Defect>> by_site;
    std::int64_t told = 0;
    for (const auto& each : due) {
        const auto watched = store::find_watched(call.tx, organisation, each.defect);
        if (!watched || watched->escalate_at > call.now || !take(call, *watched, time_zone)) continue;
        by_site[watched->defect.site].push_back(watched->defect);
        ++told;
    }
    for (auto& [site, defects] : by_site) {
        std::ranges::sort(defects, {}, [](const Defect& each) { return std::pair{each.severity, each.number}; });
        tell_escalated(call, defects, time_zone);
    }
    return told;
}

std::vector<store::DueEscalation> list_due(const access::Kernel& kernel)
{
    return access::look_as_nobody(kernel, access::nobody_asked, why, [](access::Call& call) {
        return store::list_due_escalations(call.tx, call.now, escalations_together);
    });
}

} // namespace

std::int64_t escalate(const access::Kernel& kernel)
{
    std::int64_t told = 0;
    for (std::int64_t looks = 0; looks < most_looks_a_turn; ++looks) {
        const auto due = list_due(kernel);
        std::map<base::OrganisationId, std::vector<store::DueEscalation>> by_organisation;
        for (const auto& each : due) by_organisation[each.organisation].push_back(each);
        for (auto& [organisation, theirs] : by_organisation) {
            std::ranges::sort(theirs, {}, &store::DueEscalation::defect); // rows are held in one order everywhere
            told += access::change_as_nobody(kernel, access::nobody_asked, why, [&](access::Call& call) {
                        return escalate_in(call, theirs);
                    }).value_or(0);
        }
        if (static_cast<std::int64_t>(due.size()) < escalations_together) break;
    }
    return told;
}

} // namespace assetbuddy::defects
