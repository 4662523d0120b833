#include "defects/edge.h"

#include "access/record_answers.h"
#include "defects/find.h"
#include "defects/view.h"

namespace assetbuddy::defects {

platform::http::Response refused(access::Visit& visit, const base::DefectId& id, const base::Error& error)
{
    if (error.code != "stale") return access::problem(visit, error);
    std::string today;
    const auto present = visit.look([&](access::Call& call) {
        today = today_in(call.now, call.actor.facts().time_zone);
        return find_visible(call, id);
    });
    if (!present) return access::problem(visit, error);
    return access::stale(visit, error, to_json(*present, today), present->version);
}

} // namespace assetbuddy::defects
